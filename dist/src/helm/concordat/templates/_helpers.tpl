{{- define "concordat.name" -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- define "concordat.selector" -}}
app.kubernetes.io/name: concordat
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "concordat.labels" -}}
{{ include "concordat.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}
{{- define "concordat.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}
{{- define "concordat.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
{{- define "concordat.mounts" -}}
- {name: node, mountPath: /var/lib/concordat}
- {name: tmp, mountPath: /tmp}
- {name: approvers, mountPath: /etc/concordat/approvers, readOnly: true}
{{- end }}

package io.concordat.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChartTest {

    @Test
    void theReaderRefusesAFieldThatKubernetesDoesNotKnow() {
        String text = "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: x}, spec: {minAvailble: 1}}";
        assertThatThrownBy(() -> Rendered.read(Rendered.YAML.readTree(text)))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("minAvailble");
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void oneReplicaThatOnlyDoesWhatItMust(String values) throws Exception {
        StatefulSet set = Rendered.of(values).one(StatefulSet.class);
        assertThat(set.getSpec().getReplicas()).isEqualTo(1);
        PodSpec pod = set.getSpec().getTemplate().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        List<Container> containers =
                Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).toList();
        assertThat(containers).hasSize(2).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getVolumeMounts().stream().map(VolumeMount::getMountPath))
                    .contains("/var/lib/concordat", "/tmp");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
        assertThat(set.getSpec().getVolumeClaimTemplates()).singleElement();
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void probesAskWhatTheNodeAnswers(String values) throws Exception {
        Container node = node(Rendered.of(values));
        HTTPGetAction live = node.getLivenessProbe().getHttpGet();
        HTTPGetAction ready = node.getReadinessProbe().getHttpGet();
        assertThat(live.getPath()).isEqualTo("/livez");
        assertThat(node.getStartupProbe().getHttpGet().getPath()).isEqualTo("/livez");
        assertThat(ready.getPath()).isEqualTo("/readyz");
        assertThat(live.getPort().getStrVal()).isEqualTo("health");
        assertThat(ready.getPort().getStrVal()).isEqualTo("health");
        assertThat(node.getPorts().stream().map(port -> port.getName() + " " + port.getContainerPort()))
                .containsExactlyInAnyOrder("peers 7443", "health 7081", "metrics 7082");
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void nothingIsASecretAndEverythingIsNamedAlike(String values) throws Exception {
        Rendered rendered = Rendered.of(values);
        assertThat(rendered.objects().stream().map(HasMetadata::getKind).distinct())
                .containsExactlyInAnyOrder(
                        "ConfigMap", "NetworkPolicy", "PodDisruptionBudget", "Service", "StatefulSet");
        assertThat(rendered.objects()).allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/instance", "trial"));
        assertThat(rendered.one(ConfigMap.class).getData()).allSatisfy((name, text) -> assertThat(text)
                .startsWith("-----BEGIN PUBLIC KEY-----")
                .endsWith("-----END PUBLIC KEY-----\n"));
        assertThat(node(rendered).getEnv()).noneMatch(variable -> variable.getValueFrom() != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void theBudgetAndTheServicesMeanThisPod(String values) throws Exception {
        Rendered rendered = Rendered.of(values);
        Map<String, String> pod = rendered.one(StatefulSet.class).getSpec().getSelector().getMatchLabels();
        PodDisruptionBudget budget = rendered.one(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(pod);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(values.equals("most") ? 1 : 0);
        assertThat(rendered.all(Service.class)).hasSize(2).allSatisfy(service -> {
            assertThat(service.getSpec().getSelector()).isEqualTo(pod);
            assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
            assertThat(service.getSpec().getPorts()).noneMatch(port -> port.getPort() == 7080);
        });
        assertThat(rendered.all(Service.class).stream().map(s -> s.getMetadata().getName()))
                .contains(rendered.one(StatefulSet.class).getSpec().getServiceName());
    }

    @Test
    void withoutNamedPeersNobodyGetsIn() throws Exception {
        NetworkPolicy policy = Rendered.of("least").one(NetworkPolicy.class);
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).singleElement().satisfies(rule -> assertThat(rule.getPorts())
                .allMatch(port -> port.getPort().getIntVal() == 53));
    }

    @Test
    void namedPeersGetToTheOnePort() throws Exception {
        NetworkPolicy policy = Rendered.of("most").one(NetworkPolicy.class);
        List<NetworkPolicyIngressRule> rules = policy.getSpec().getIngress();
        assertThat(rules).hasSize(2);
        assertThat(rules.getFirst().getFrom().stream().map(peer -> peer.getIpBlock().getCidr()))
                .containsExactly("203.0.113.7/32", "2001:db8::7/128");
        assertThat(rules.getFirst().getPorts()).singleElement().satisfies(port -> assertThat(
                        port.getPort().getIntVal())
                .isEqualTo(7443));
        assertThat(policy.getSpec().getEgress()).hasSize(2);
    }

    @Test
    void namesArriveAsTheyWereGiven() throws Exception {
        Container init = Rendered.of("most")
                .one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers()
                .getFirst();
        assertThat(init.getCommand())
                .contains("--legal-name=Bank \"A\": Müller & Söhne, {{ not a template }}")
                .contains("--approver=Anna Example=/etc/concordat/approvers/anna.pem.pub");
        assertThat(node(Rendered.of("most")).getImage()).contains("@sha256:");
        assertThat(node(Rendered.of("least")).getImage()).endsWith(":" + version());
    }

    private static String version() throws Exception {
        return Files.readAllLines(Rendered.chart().resolve("Chart.yaml")).stream()
                .filter(line -> line.startsWith("appVersion: "))
                .map(line -> line.replaceAll("appVersion: |\"", ""))
                .findFirst()
                .orElseThrow();
    }

    private static Container node(Rendered rendered) {
        return rendered.one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}

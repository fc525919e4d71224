-- What a bearer token may do, and until when. The token of the file (analyst.token-file) keeps every role.
ALTER TABLE api_token ADD COLUMN roles TEXT NOT NULL DEFAULT 'analyst model-owner operator approver auditor';
ALTER TABLE api_token ADD COLUMN expires_at BIGINT;     -- epoch milliseconds; NULL: never
ALTER TABLE api_token ADD COLUMN revoked_at BIGINT;     -- NULL: valid

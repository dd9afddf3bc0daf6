-- What the administrator (superuser) does once for a PostgreSQL that serves a group. Read docs/operations/group.md first.
--   psql -v owner_password=… -v app_password=… -f deploy/prepare.sql
-- Run it again after a restore: a dump does not carry the marks at the end. Repeating it changes nothing.

SELECT 'CREATE ROLE brasdroit_owner LOGIN NOSUPERUSER NOBYPASSRLS' WHERE to_regrole('brasdroit_owner') IS NULL \gexec
SELECT 'CREATE ROLE brasdroit_app LOGIN NOSUPERUSER NOBYPASSRLS' WHERE to_regrole('brasdroit_app') IS NULL \gexec
ALTER ROLE brasdroit_owner PASSWORD :'owner_password';
ALTER ROLE brasdroit_app PASSWORD :'app_password';
SELECT 'CREATE DATABASE brasdroit OWNER brasdroit_owner ENCODING ''UTF8''' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'brasdroit') \gexec

\connect brasdroit

CREATE EXTENSION IF NOT EXISTS btree_gist;          -- no double booking (exclusion constraints)
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO brasdroit_owner;
GRANT USAGE ON SCHEMA public TO brasdroit_app;

-- The application reads and writes rows; it owns no table, so it can neither lift a policy nor empty a table.
ALTER DEFAULT PRIVILEGES FOR ROLE brasdroit_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO brasdroit_app;
ALTER DEFAULT PRIVILEGES FOR ROLE brasdroit_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO brasdroit_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO brasdroit_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO brasdroit_app;

-- Lets the patient search use its index under row-level security (ADR 0007).
ALTER FUNCTION arraycontains(anyarray, anyarray) LEAKPROOF;
ALTER FUNCTION arrayoverlap(anyarray, anyarray) LEAKPROOF;

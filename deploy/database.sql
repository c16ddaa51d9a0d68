-- compose.yaml: PostgreSQL's image runs this once, while its folder is empty. The program's role owns its database and is no superuser,
-- who could switch off what keeps the audit trail append-only. The superuser keeps no password: it comes in from its own container alone,
--   docker compose -f deploy/compose.yaml exec postgres psql -U postgres
\getenv password POSTGRES_PASSWORD
create role furta login password :'password';
create database furta owner furta encoding 'UTF8' template template0;
alter role postgres password null;

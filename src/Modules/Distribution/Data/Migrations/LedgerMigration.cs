using FluentMigrator;

namespace Rahat.Distribution.Data.Migrations;

/// <summary>
/// The books. The rules that keep money right are constraints and triggers here, so that no code can go round them.
/// </summary>
[Migration(202611230001, "The ledger")]
public sealed class LedgerMigration(SchemaTarget target) : ModuleMigration(target)
{
    private const long LowestIssuance = -1_000_000_000_000_000_000;

    private string Accounts => Target.Quoted("accounts");

    private string Transfers => Target.Quoted("transfers");

    private string Journals => Target.Quoted("journals");

    public override void Up()
    {
        Table("tokens")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("project_id").AsCustom(Uuid).NotNullable()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("symbol").AsCustom(Text).NotNullable()
            .WithColumn("decimals").AsCustom(Integer32).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("tokens", unique: true, ["project_id", "symbol"]);
        Tables();
        Index("accounts", unique: true, ["token_id", "kind", "owner_id"]);
        Index("accounts", unique: false, ["project_id", "owner_id"]);
        Index("journals", unique: true, ["token_id", "kind", "reference"]);
        Index("transfers", unique: false, ["journal_id", "token_id"]);
        Index("transfers", unique: false, ["debit_account_id", "token_id"]);
        Index("transfers", unique: false, ["credit_account_id", "token_id"]);
        foreach (var statement in IsPostgres ? PostgresRules() : SqliteRules())
            Execute.Sql(statement);
    }

    private void Tables()
    {
        var tokens = Target.Quoted("tokens");
        Execute.Sql($"""
            CREATE TABLE {Accounts} (
                id {Uuid} NOT NULL PRIMARY KEY,
                project_id {Uuid} NOT NULL,
                token_id {Uuid} NOT NULL REFERENCES {tokens} (id),
                kind {Text} NOT NULL,
                owner_id {Uuid} NOT NULL,
                balance {Integer64} NOT NULL,
                UNIQUE (id, token_id),
                CONSTRAINT no_negative_account
                    CHECK (balance >= 0 OR (kind = 'Issuance' AND balance >= {LowestIssuance})))
            """);
        Execute.Sql($"""
            CREATE TABLE {Journals} (
                id {Uuid} NOT NULL PRIMARY KEY,
                project_id {Uuid} NOT NULL,
                token_id {Uuid} NOT NULL REFERENCES {tokens} (id),
                kind {Text} NOT NULL,
                reference {Uuid} NOT NULL,
                reason {Bytes},
                actor {Text} NOT NULL,
                posted_at {Time} NOT NULL,
                UNIQUE (id, token_id))
            """);
        Execute.Sql($"""
            CREATE TABLE {Transfers} (
                id {Uuid} NOT NULL PRIMARY KEY,
                journal_id {Uuid} NOT NULL,
                token_id {Uuid} NOT NULL,
                debit_account_id {Uuid} NOT NULL,
                credit_account_id {Uuid} NOT NULL,
                amount {Integer64} NOT NULL CHECK (amount > 0),
                CHECK (debit_account_id <> credit_account_id),
                FOREIGN KEY (journal_id, token_id) REFERENCES {Journals} (id, token_id),
                FOREIGN KEY (debit_account_id, token_id) REFERENCES {Accounts} (id, token_id),
                FOREIGN KEY (credit_account_id, token_id) REFERENCES {Accounts} (id, token_id))
            """);
    }

    /// <summary>
    /// One statement posts all the transfers it inserts at once: a disbursement of thousands touches the reserved
    /// account once. The accounts are locked in order of their ids, so that two postings never wait for each other in
    /// a circle; and not FOR UPDATE, which would wait for the key share that the foreign keys of every other posting
    /// hold.
    /// </summary>
    private string[] PostgresRules() =>
    [
        $"""
        CREATE FUNCTION "{Target.Module}".post_transfers() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM {Accounts} WHERE id IN (
                SELECT debit_account_id FROM posted UNION SELECT credit_account_id FROM posted)
            ORDER BY id FOR NO KEY UPDATE;
            UPDATE {Accounts} AS account SET balance = account.balance + moved.amount
            FROM (SELECT id, sum(amount)::bigint AS amount
                  FROM (SELECT credit_account_id AS id, amount FROM posted
                        UNION ALL SELECT debit_account_id, -amount FROM posted) AS side
                  GROUP BY id) AS moved
            WHERE account.id = moved.id;
            RETURN NULL;
        END $$
        """,
        $"""
        CREATE TRIGGER post_transfers AFTER INSERT ON {Transfers} REFERENCING NEW TABLE AS posted
        FOR EACH STATEMENT EXECUTE FUNCTION "{Target.Module}".post_transfers()
        """,
        $"""
        CREATE FUNCTION "{Target.Module}".refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_TABLE_NAME = 'accounts' AND TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
                IF (NEW.id, NEW.token_id, NEW.kind, NEW.owner_id) = (OLD.id, OLD.token_id, OLD.kind, OLD.owner_id) THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'the ledger is changed by transfers alone';
        END $$
        """,
        Guard(Accounts, "ROW", "UPDATE OR DELETE"),
        Guard(Journals, "ROW", "UPDATE OR DELETE"),
        Guard(Transfers, "ROW", "UPDATE OR DELETE"),
        Guard(Journals, "STATEMENT", "TRUNCATE"),
        Guard(Transfers, "STATEMENT", "TRUNCATE"),
        $"""
        CREATE FUNCTION "{Target.Module}".refuse_opening_balance() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'an account opens with nothing in it';
        END $$
        """,
        $"""
        CREATE TRIGGER opens_empty BEFORE INSERT ON {Accounts} FOR EACH ROW WHEN (NEW.balance <> 0)
        EXECUTE FUNCTION "{Target.Module}".refuse_opening_balance()
        """,
    ];

    private string Guard(string table, string scope, string acts) =>
        $"CREATE TRIGGER guard_{scope.ToLowerInvariant()} BEFORE {acts} ON {table} FOR EACH {scope} "
        + $"EXECUTE FUNCTION \"{Target.Module}\".refuse_ledger_change()";

    private string[] SqliteRules()
    {
        const string Refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is changed by transfers alone'); END";
        var module = Target.Module;
        return
        [
            $"""
            CREATE TRIGGER {module}_post_transfers AFTER INSERT ON {Transfers}
            BEGIN
                UPDATE {Accounts} SET balance = balance - NEW.amount WHERE id = NEW.debit_account_id;
                UPDATE {Accounts} SET balance = balance + NEW.amount WHERE id = NEW.credit_account_id;
            END
            """,
            $"CREATE TRIGGER {module}_journals_fixed BEFORE UPDATE ON {Journals} {Refuse}",
            $"CREATE TRIGGER {module}_journals_kept BEFORE DELETE ON {Journals} {Refuse}",
            $"CREATE TRIGGER {module}_transfers_fixed BEFORE UPDATE ON {Transfers} {Refuse}",
            $"CREATE TRIGGER {module}_transfers_kept BEFORE DELETE ON {Transfers} {Refuse}",
            $"CREATE TRIGGER {module}_accounts_kept BEFORE DELETE ON {Accounts} {Refuse}",
            $"CREATE TRIGGER {module}_accounts_fixed "
                + $"BEFORE UPDATE OF id, token_id, kind, owner_id ON {Accounts} {Refuse}",
            $"CREATE TRIGGER {module}_accounts_open_empty BEFORE INSERT ON {Accounts} WHEN NEW.balance <> 0 {Refuse}",
        ];
    }
}

namespace Evenhand.Ledger.Postgres;

/// <summary>The tables, as each format made them. Steps are never changed, only added.</summary>
internal static class Tables
{
    /// <summary>
    /// `segment` is the truth, with the names in `stream`; `partition` says where each chain ends, and whose it is. `filing` and
    /// `filed` say where slices lie, derive from it and may be emptied. Every key begins with the partition. Payloads are not
    /// compressed: so a slice is read without the rest of its segment.
    /// </summary>
    public const string First = """
        CREATE TABLE evenhand.ledger(
            one boolean PRIMARY KEY CHECK (one), id uuid NOT NULL, seed bigint NOT NULL, partitions int NOT NULL,
            copying boolean NOT NULL);
        CREATE TABLE evenhand.format(number int PRIMARY KEY, program text NOT NULL);
        CREATE TABLE evenhand.partition(
            partition int PRIMARY KEY, segment bigint NOT NULL, epoch bigint NOT NULL, chain bytea NOT NULL)
            WITH (fillfactor = 40);
        CREATE TABLE evenhand.holder(
            one boolean PRIMARY KEY CHECK (one), epoch bigint NOT NULL, name text NOT NULL, since timestamptz NOT NULL);
        CREATE TABLE evenhand.stream(
            partition int NOT NULL, number int NOT NULL, account bytea NOT NULL,
            PRIMARY KEY (partition, number), UNIQUE (partition, account));
        CREATE TABLE evenhand.segment(
            partition int NOT NULL, number bigint NOT NULL, committed bigint NOT NULL, slices bigint NOT NULL,
            records bigint NOT NULL, first bigint NOT NULL, last bigint NOT NULL, shared bigint NOT NULL,
            audited boolean NOT NULL, chain bytea NOT NULL, papers bytea NOT NULL, slots bytea NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (partition, number));
        CREATE INDEX audited ON evenhand.segment(partition, number) WHERE audited;
        ALTER TABLE evenhand.segment ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN slots SET STORAGE MAIN;
        CREATE TABLE evenhand.filing(partition int PRIMARY KEY, upto bigint NOT NULL, sequences bytea NOT NULL);
        CREATE TABLE evenhand.filed(
            partition int NOT NULL, stream int NOT NULL, until bigint NOT NULL, sequence bigint NOT NULL,
            places bytea NOT NULL, PRIMARY KEY (partition, stream, until));
        CREATE TABLE evenhand.snapshot(
            partition int NOT NULL, stream int NOT NULL, slot bigint NOT NULL, sequence bigint NOT NULL,
            due bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (partition, stream, slot));
        CREATE INDEX live ON evenhand.snapshot(partition, due, stream) INCLUDE (sequence)
            WHERE slot = -9223372036854775808;
        CREATE FUNCTION evenhand.prove(
            partitions int[], epoch bigint, before bigint[], upto bigint[], chains bytea[]) RETURNS void
            LANGUAGE plpgsql AS $$
        DECLARE
            held record;
        BEGIN
            FOR held IN
                SELECT p.partition, p.segment, p.epoch, n.before FROM evenhand.partition p
                JOIN unnest(partitions, before) AS n(partition, before) ON n.partition = p.partition
                ORDER BY p.partition FOR UPDATE OF p
            LOOP
                IF prove.epoch IS NOT NULL AND held.epoch <> prove.epoch THEN
                    RAISE EXCEPTION 'epoch % is past: partition % has %', prove.epoch, held.partition, held.epoch
                        USING ERRCODE = 'EV001';
                END IF;
                IF held.segment <> held.before THEN
                    RAISE EXCEPTION 'partition % has segment %', held.partition, held.segment USING ERRCODE = 'EV002';
                END IF;
            END LOOP;
            UPDATE evenhand.partition p SET segment = n.upto, chain = n.chain
                FROM unnest(partitions, upto, chains) AS n(partition, upto, chain) WHERE p.partition = n.partition;
        END $$;
        CREATE FUNCTION evenhand.prove(epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            now bigint;
        BEGIN
            SELECT h.epoch INTO STRICT now FROM evenhand.holder h FOR SHARE;
            IF now <> prove.epoch THEN
                RAISE EXCEPTION 'epoch % is past: the holder has %', prove.epoch, now USING ERRCODE = 'EV001';
            END IF;
        END $$;
        """;

    /// <summary>What a node needs and no more: it adds segments and names, moves the tips, and keeps what derives from them.</summary>
    public const string Grants = """
        GRANT USAGE ON SCHEMA evenhand TO {role};
        GRANT SELECT ON ALL TABLES IN SCHEMA evenhand TO {role};
        GRANT INSERT ON evenhand.segment, evenhand.stream TO {role};
        GRANT UPDATE (segment, chain, epoch) ON evenhand.partition TO {role};
        GRANT UPDATE (epoch, name, since) ON evenhand.holder TO {role};
        GRANT INSERT, UPDATE, DELETE ON evenhand.filing, evenhand.filed, evenhand.snapshot TO {role};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA evenhand TO {role};
        """;
}

using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Leaves a sound ledger where there was a damaged one. Pages of a damaged file cannot be relied on even for deleting,
/// so the sound segments are copied into a new file, and the damaged one is kept as it was.
/// </summary>
internal static class LedgerCut
{
    /// <summary>Cuts; see <see cref="LedgerVerification.Cut"/>.</summary>
    public static string? Run(string folder)
    {
        var file = Path.Combine(folder, SqliteLedger.FileName);
        var part = file + ".part";
        LedgerFiles.DeleteWhole(part);
        string beside;
        try
        {
            using var damaged = Database.Open(file, Access.Write);
            LockOut(damaged);
            Migrations.Refuse(damaged, file);
            var verdict = Salvage(damaged, part);
            if (verdict.IsSound)
            {
                LedgerFiles.DeleteWhole(part);
                return null;
            }
            beside = Free(folder, verdict.Segments + 1);
            LedgerFiles.Copy(file, beside);
            LedgerFiles.Copy(file + "-wal", beside + "-wal");
        }
        catch
        {
            LedgerFiles.DeleteQuietly(part);
            throw;
        }
        // The damaged file is kept already. Its log belongs to it: the sound one must never meet it.
        LedgerFiles.Supersede(part, file);
        return beside;
    }

    /// <summary>Nobody else may have the file open while it is replaced.</summary>
    private static void LockOut(Database database)
    {
        database.Run("PRAGMA busy_timeout = 1000");
        database.Run("PRAGMA locking_mode = EXCLUSIVE");
        database.Run("BEGIN EXCLUSIVE");
        database.Run("COMMIT");
    }

    private static string Free(string folder, long segment)
    {
        for (var i = 1; ; i++)
        {
            var suffix = i == 1 ? "" : $"-{i}";
            var file = Path.Combine(folder, $"ledger.damaged-from-{segment}{suffix}.db");
            if (!File.Exists(file) && !File.Exists(file + "-wal"))
                return file;
        }
    }

    private static Verdict Salvage(Database damaged, string file)
    {
        var identity = SqliteWriter.IdentityOf(damaged);
        using var sound = Database.Open(file, Access.Create);
        Pragmas.Set(sound);
        sound.Run("PRAGMA journal_mode = DELETE");
        Migrations.Run(sound, file, new LedgerOpening());
        sound.Run("BEGIN IMMEDIATE");
        using (var take = sound.Prepare("UPDATE identity SET ledger = ?1, seed = ?2"))
            take.Bind(1, identity.Id.ToByteArray(bigEndian: true)).Bind(2, identity.Seed).Run();
        var part = new SoundPart(damaged, identity);
        var verdict = Copy(damaged, sound, part);
        CopyTip(sound, identity, verdict.Segments);
        CopySnapshots(damaged, sound, part);
        sound.Run("COMMIT");
        return verdict;
    }

    private static Verdict Copy(Database damaged, Database sound, SoundPart part)
    {
        using var row = damaged.Prepare("SELECT chain, slots FROM segment WHERE number = ?1");
        using var segment = sound.Prepare(
            "INSERT INTO segment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        );
        using var audited = sound.Prepare(AuditedSegments.Insert);
        using var noted = sound.Prepare(PaperTable.Insert);
        using var name = sound.Prepare("INSERT INTO stream VALUES(?1, ?2)");
        return part.Find(
            null,
            (in SegmentHead head, IReadOnlyList<Slot> slots, ReadOnlySpan<byte> payload) =>
            {
                row.Bind(1, head.Number).Step();
                segment
                    .Bind(1, head.Number)
                    .Bind(2, head.Committed)
                    .Bind(3, head.Slices)
                    .Bind(4, head.Records)
                    .Bind(5, head.First)
                    .Bind(6, head.Last)
                    .Bind(7, row.Bytes(0))
                    .Bind(8, row.Bytes(1))
                    .Bind(9, payload)
                    .Run();
                row.Reset();
                if (AuditedKinds.Any(slots, payload))
                    audited.Bind(1, head.Number).Run();
                if (PaperSlots.TableOf(slots, payload) is [_, ..] papers)
                    noted.Bind(1, head.Number).Bind(2, papers).Run();
                foreach (var slot in slots)
                    if (slot.Name is { } account)
                        name.Bind(1, slot.Stream).Bind(2, account).Run();
            }
        );
    }

    private static void CopyTip(Database sound, LedgerIdentity identity, long last)
    {
        using var row = sound.Prepare("SELECT chain FROM segment WHERE number = ?1");
        var chain = row.Bind(1, last).Step() ? row.Bytes(0).ToArray() : Chain.Start(identity);
        using var tip = sound.Prepare("UPDATE tip SET segment = ?1, chain = ?2");
        tip.Bind(1, last).Bind(2, chain).Run();
    }

    /// <summary>Snapshots that know no more than what is left; they may be missing, so an unreadable one ends it.</summary>
    private static void CopySnapshots(Database damaged, Database sound, SoundPart part)
    {
        try
        {
            var slot =
                Migrations.FormatOf(damaged) < Migrations.WithSlots ? "0x8000000000000000" : "slot";
            using var rows = damaged.Prepare(
                $"SELECT stream, sequence, due, {slot}, body FROM snapshot"
            );
            using var insert = sound.Prepare("INSERT INTO snapshot VALUES(?1, ?2, ?3, ?4, ?5)");
            while (rows.Step())
                if (rows.Long(1) <= part.SequenceOf((int)rows.Long(0)))
                    insert
                        .Bind(1, rows.Long(0))
                        .Bind(2, rows.Long(3))
                        .Bind(3, rows.Long(1))
                        .Bind(4, rows.Long(2))
                        .Bind(5, rows.Bytes(4))
                        .Run();
        }
        catch (DamagedLedgerException) { }
    }
}

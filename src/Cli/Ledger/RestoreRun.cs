using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Clock;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Notation;
using Evenhand.Server;

namespace Evenhand.Cli.Ledger;

/// <summary>Restores a backup, and sees to it that no revoked key comes back unsaid.</summary>
internal sealed class RestoreRun(string backup, string folder)
{
    private const int MostNamed = 100;

    private IReadOnlyList<StoredSlice> formerKeys = [];
    private string? formerDamage;
    private bool hadFormer;

    public bool Replace { get; init; }

    public bool RevokeKeys { get; init; }

    public int Run()
    {
        var progress = ProgressLine.OnTerminal();
        var kept = LedgerBackup.Restore(
            backup,
            folder,
            new Restoring
            {
                Replace = Replace,
                Progress = (done, all) =>
                    progress.Show(() => $"verify: {done:N0} of {all:N0} segments"),
                Hold = () => DataLock.Take(folder),
                Settle = Settle,
            }
        );
        progress.Clear();
        Say($"{folder} holds what {backup} held; serve it with: evenhand serve --data {folder}");
        if (kept is not null)
            Say($"what was there before is kept in {kept}");
        TellKeys();
        return ExitStatus.Ok;
    }

    /// <summary>Before the copy takes its place: what was revoked since then, or all.</summary>
    private void Settle(string staging)
    {
        ReadFormer();
        var keys = LedgerKeys.Of(LedgerRecords.Shared(staging, SliceKind.Key, out _));
        var isNews = LedgerKeys.Of(formerKeys).Any(key => key.Revoked is not null);
        var sends = LedgerRecords.Shared(staging, SliceKind.Delivered, out _).Any();
        if (!sends && !isNews && !(RevokeKeys && keys.Any(Works)))
            return;
        var opening = new LedgerOpening { BackUpBeforeMigration = false };
        using var ledger = SqliteLedger.Open(staging, opening);
        foreach (var key in LedgerKeys.CarryRevocations(formerKeys, ledger, MachineTime.Instance))
            Say($"key {key.Id} ({key.Name}) was revoked after the backup was made, and stays so");
        if (RevokeKeys)
            Revoke(LedgerKeys.Open(ledger, MachineTime.Instance));
        if (sends)
            SendingHold.Add(ledger, MachineTime.Instance, "the ledger was restored");
    }

    private void ReadFormer()
    {
        hadFormer = Replace && File.Exists(Path.Combine(folder, SqliteLedger.FileName));
        if (!hadFormer)
            return;
        try
        {
            formerKeys = LedgerRecords.Shared(folder, SliceKind.Key, out formerDamage);
        }
        catch (LedgerException unreadable)
        {
            formerDamage = unreadable.Message;
        }
    }

    private static void Revoke(KeyRing ring)
    {
        foreach (var key in ring.All.Where(Works))
            ring.RevokeAsync(key.Id).GetAwaiter().GetResult();
    }

    private void TellKeys()
    {
        var keys = LedgerKeys.Of(LedgerRecords.Shared(folder, SliceKind.Key, out _));
        var working = keys.Where(Works).ToList();
        if (RevokeKeys)
            Say($"no key works; make one with: evenhand keys create --role admin --data {folder}");
        if (working.Count == 0)
            return;
        Say(
            working.Count == 1
                ? "this key works as it did when the backup was made:"
                : $"these {Counted.Of(working.Count, "key")} work as they did when the backup was made:"
        );
        foreach (var key in working.Take(MostNamed))
            Say($"  {key.Id}  {key.Roles}  {key.Account}  {key.Name}");
        if (working.Count > MostNamed)
            Say(
                $"  and {Counted.Of(working.Count - MostNamed)} more: evenhand keys list --data {folder}"
            );
        if (!hadFormer || formerDamage is not null)
            Say(
                "which of them were revoked since is not known here. Revoke one with"
                    + $" `evenhand keys revoke ID --data {folder}`, or all by restoring with --revoke-keys"
            );
    }

    private static bool Works(Key key) => key.Revoked is null;

    private static void Say(string line) => Console.Error.WriteLine(Printable.Line(line));
}

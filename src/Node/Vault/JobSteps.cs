using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Vault;

/// <summary>What every job on bytes is made of: it does something with them, has that written down, and tries again later what failed.</summary>
internal sealed partial class JobSteps(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer
)
{
    /// <summary>After so long what failed once is tried again.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    /// <summary>How long something is not tried that failed so often before: each time twice as long.</summary>
    public static TimeSpan WaitAfter(int failed)
    {
        var wait = ShortestWait * Math.Pow(2, Math.Min(failed, 10));
        return wait < VaultWork.LongestWait ? wait : VaultWork.LongestWait;
    }

    /// <summary>Does something with bytes; those of which that went well, or was so already. The others are tried again later.</summary>
    public async Task<ImmutableArray<string>> DoAsync(
        AccountId name,
        ImmutableArray<string> blobs,
        Func<BlobId, Task> act
    )
    {
        var done = ImmutableArray.CreateBuilder<string>();
        foreach (var blob in blobs)
            try
            {
                await act(BlobId.Parse(blob));
                done.Add(blob);
            }
            catch (StoreException failed)
            {
                StoreFailed(context.Log, name, failed);
                accounts.Find(name)?.Note(its => PutOff(its, blob, failed.Message));
            }
        return done.ToImmutable();
    }

    /// <summary>Has something written down, if it is still wanted in the account's turn; whether it was.</summary>
    public Task<bool> StoreAsync(
        AccountId name,
        BytesEntry entry,
        Func<ServedAccount, bool> wanted
    ) =>
        committer.StoreAsync(
            new Addition(name, SliceKind.Bytes, entry.Written(), entry.At, wanted)
        );

    /// <summary>
    /// Has those who run the service told that the brake stops something. It stands on the shared stream before the account's says so: after a
    /// crash between the two they are told once more.
    /// </summary>
    public async Task TellStopAsync(AccountId name, BrakeStopped entry)
    {
        var trouble = new Trouble(entry.At, null, null, null, null, null) { Removal = entry };
        await committer.StoreAsync(
            new Addition(
                AccountId.None,
                SliceKind.Sending,
                new TroublesMet(name.Text, [trouble]).Written(),
                entry.At
            )
        );
        await StoreAsync(name, entry, its => its.Bytes?.Queue.StopToTell(entry.At) is not null);
    }

    /// <summary>Tries bytes again later, each time twice as late.</summary>
    public void PutOff(ServedAccount account, string blob, string why)
    {
        if (account.Bytes?.Find(blob) is not { } bytes)
            return;
        account.Bytes.Queue.PutOff(
            bytes,
            context.Clock.Now + WaitAfter(bytes.Failed++),
            $"{BytesQueue.Failing}: {why}"
        );
    }

    /// <summary>Looks at bytes again after a while; nothing failed.</summary>
    public void Wait(AccountId name, string blob, TimeSpan wait, string why) =>
        accounts
            .Find(name)
            ?.Note(its =>
            {
                if (its.Bytes?.Find(blob) is { } bytes)
                    its.Bytes.Queue.PutOff(bytes, context.Clock.Now + wait, why);
            });

    [LoggerMessage(
        LogLevel.Warning,
        "The store failed over bytes of account {Account}; they are tried again."
    )]
    private static partial void StoreFailed(ILogger log, AccountId account, Exception failure);
}

using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Ingest;

/// <summary>Holds the events of one commit against what their account has and what it allows. In the account's turn.</summary>
internal sealed class Admission(NodeContext context, ServedAccount account, Moment now)
{
    private LiveAccount? opening;
    private bool? isFit;

    /// <summary>The present of the commit.</summary>
    public Moment Now => now;

    /// <summary>Where types have their names.</summary>
    public Catalogue Catalogue => context.Shelf.Catalogue;

    /// <summary>Why nothing but voids is taken; null where the account is well.</summary>
    public Fault? Aside => account.Parked?.Fault;

    /// <summary>Why there may be no account of this name; null where there may, or where there is one.</summary>
    private Fault? Unfit
    {
        get
        {
            isFit ??= AccountIds.Unfit(account.Name.Text) is null || !account.IsNew;
            return isFit.Value ? null : AccountIds.Unfit(account.Name.Text);
        }
    }

    /// <summary>What is odd about an event that was taken; null where nothing is.</summary>
    public Fault? DoubtOf(byte[] records, int offset) =>
        Doubts.Of(account, records, offset, context.Seed);

    /// <summary>Looks at an event. False where the account is to be folded anew before it can be judged.</summary>
    public bool TryAdmit(BatchJob job, int offset, out AdmittedEvent admitted)
    {
        ref readonly var head = ref Record.Head(job.Batch.Records, offset);
        admitted = new AdmittedEvent(job, offset, null, IsRepeat: false);
        if (Aside is { } aside && !(account.IsLoaded && head.Type == (int)Kind.Voided))
        {
            admitted = admitted with { Fault = aside };
            return true;
        }
        if (Unfit is { } unfit)
        {
            admitted = admitted with { Fault = unfit };
            return true;
        }
        if (job.Batch.Attempt is { } attempt)
            return new ActAdmission(context, account, now, attempt).TryAdmit(
                job,
                offset,
                ref admitted
            );
        if (job.Batch.Bytes is { } bytes)
            return new BytesAdmission(context, account, now, bytes).TryAdmit(
                job,
                offset,
                ref admitted
            );
        if (head.Type == (int)Kind.Voided && Beyond(job.Batch.Records, offset) is { } beyond)
        {
            admitted = admitted with { Fault = beyond };
            return true;
        }
        var content = Record.ContentHash(job.Batch.Records, offset, context.Seed);
        var seen = account.Seen.Add(head.Key, content, now);
        if (seen == Seen.Same)
            admitted = admitted with { IsRepeat = true };
        else if (seen == Seen.Other)
            admitted = admitted with { Fault = StreamReplay.Conflict };
        if (seen != Seen.Never)
            return true;
        var isKnown = TryJudge(job.Batch, offset, head, out var fault);
        if (!isKnown || fault is not null)
            account.Seen.Remove(head.Key);
        admitted = admitted with { Fault = fault };
        return isKnown;
    }

    /// <summary>
    /// Why a void is turned away: what it names is there, and not its sender's to take back. Where that comes only later,
    /// the void has no effect on it.
    /// </summary>
    private Fault? Beyond(byte[] records, int offset)
    {
        var named = Matters.NamedBy(records, offset, context.Seed, out var reach);
        return named is { } key && account.Terms.IsBeyond(key, reach)
            ? Fault.Told(Code.Role, "the key may not take back the event that this void names")
            : null;
    }

    /// <summary>
    /// Why an event is no good for its account. What comes before the opening is not looked at yet: the fold will. So it
    /// is with what is to mend an account that is set aside.
    /// </summary>
    private bool TryJudge(EventBatch batch, int offset, in RecordHead head, out Fault? fault)
    {
        fault = null;
        if (head.Account == 0 || Aside is not null)
            return true;
        var live = account.Live;
        if (account.IsStale && (live is null || live.Fault(batch.Records, offset) is not null))
            return false;
        if ((live ?? opening) is { } open)
            fault = open.Fault(batch.Records, offset);
        else if (head.Type == (int)Kind.Opened)
            opening = Open(batch, offset, head, out fault);
        return true;
    }

    private LiveAccount? Open(EventBatch batch, int offset, in RecordHead head, out Fault? fault) =>
        AccountReplay.Opened(
            context.Rules,
            batch.Names.Accounts,
            batch.Names.Sources,
            batch.Records.AsSpan(offset, head.Length).ToArray(),
            context.Seed,
            out fault
        );
}

using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Wording;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Admits the event of bytes that came: its time is filled in, so that the fold stores its thing at that very instant, and it is
/// stored if nothing of its name is there. In the account's turn.
/// </summary>
internal sealed class BytesAdmission(
    NodeContext context,
    ServedAccount account,
    Moment now,
    BytesAttempt attempt
)
{
    /// <summary>Looks at the event. False where the account is to be folded anew before it can be judged.</summary>
    public bool TryAdmit(BatchJob job, int offset, ref AdmittedEvent admitted)
    {
        attempt.Unmet = Unmet.None;
        if (account.Live is { HasDrifted: true })
            account.MakeStale();
        if (account.IsStale || !account.TryAdvance(now))
            return false;
        var records = job.Batch.Records;
        if (account.Live is not { } live)
        {
            admitted = admitted with { Fault = NotOpened };
            return true;
        }
        attempt.Time = Moment.Max(now, live.Present.Next);
        Record.FillTime(records, offset, attempt.Time);
        admitted = admitted with { Fault = live.Fault(records, offset) ?? Judge(live) };
        if (admitted.IsNew)
            account.Seen.Add(
                Record.Head(records, offset).Key,
                Record.ContentHash(records, offset, context.Seed),
                now
            );
        return true;
    }

    private Fault? Judge(LiveAccount live)
    {
        attempt.Unmet =
            VaultReading.HasEnded(live, attempt.Time) ? Unmet.Time
            : VaultReading.Find(live, attempt.Time, attempt.Thing) is not null ? Unmet.Taken
            : Unmet.None;
        return attempt.Unmet == Unmet.None
            ? null
            : Fault.Told(Code.Unmet, UnmetSentence.Of(attempt.Unmet));
    }

    private static Fault NotOpened =>
        Fault.Told(Code.NotOpened, "nobody has opened the account: nothing can be stored for it");
}

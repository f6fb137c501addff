using System.Text;
using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Admits an act: its time is filled in, the account's own fold is asked on a copy whether all of its conditions hold then, and it
/// is stored in the same turn, or not at all. In the account's turn.
/// </summary>
internal sealed class ActAdmission(
    NodeContext context,
    ServedAccount account,
    Moment now,
    ActAttempt attempt
)
{
    /// <summary>Tries the act. False where the account is to be folded anew before it can be judged.</summary>
    public bool TryAdmit(BatchJob job, int offset, ref AdmittedEvent admitted)
    {
        (attempt.Unmet, attempt.PossibleFrom) = (Unmet.None, null);
        // What came late counts in its place only once the account is folded anew.
        if (account.Live is { HasDrifted: true })
            account.MakeStale();
        if (account.IsStale || !account.TryAdvance(now))
            return false;
        if (account.Live is not { } live)
        {
            admitted = admitted with { Fault = NotOpened };
            return true;
        }
        var records = job.Batch.Records;
        var key = Record.Head(records, offset).Key;
        attempt.Time = Moment.Max(now, live.Present.Next);
        Record.FillTime(records, offset, attempt.Time);
        var content = Record.ContentHash(records, offset, context.Seed);
        var seen = account.Seen.Find(key, content);
        if (seen == Seen.Never)
            admitted = admitted with { Fault = Judge(live, records, offset) };
        else if (seen == Seen.Other)
            admitted = admitted with { Fault = StreamReplay.Conflict };
        else
        {
            attempt.Time = account.Acts.Find(key)?.Time ?? attempt.Time;
            admitted = admitted with { IsRepeat = true };
        }
        if (admitted.IsNew)
            account.Seen.Add(key, content, now);
        return true;
    }

    private Fault? Judge(LiveAccount live, byte[] records, int offset)
    {
        if (live.Fault(records, offset) is { } fault)
            return fault;
        if (Record.Head(records, offset).Type == (int)Kind.Voided)
            attempt.Unmet = OfVoid(live, records, offset);
        else
        {
            var trial = new ActTrial(live, context.Seed);
            attempt.Unmet = trial.At(records, offset);
            if (attempt.Unmet != Unmet.None)
                attempt.PossibleFrom = trial.PossibleFrom(records, offset);
        }
        return attempt.Unmet == Unmet.None
            ? null
            : Fault.Told(Code.Unmet, UnmetSentence.Of(attempt.Unmet));
    }

    /// <summary>What stands against a void of an act: it takes back a finding that stands, or a delivery, once.</summary>
    private Unmet OfVoid(LiveAccount live, byte[] records, int offset)
    {
        if (
            Matters.NamedBy(records, offset, context.Seed) is not { } named
            || account.Acts.Find(named) is not { } act
        )
            return Unmet.Unknown;
        if (act.Kind is not (Kind.FindingMade or Kind.NoticeDelivered))
            return Unmet.Kind;
        if (attempt.Time >= live.Ends)
            return Unmet.Time;
        return
            account.Acts.IsVoided(named)
            || act.Kind == Kind.FindingMade && !StandingReading.HasFinding(live, act.Time)
            ? Unmet.State
            : Unmet.None;
    }

    private static Fault NotOpened =>
        Fault.Told(Code.NotOpened, "nobody has opened the account: nothing can be decided on it");
}

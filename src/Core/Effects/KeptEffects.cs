using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>
/// Effects on their way through a port: what the fold says. Statements and wallets are made of the state and are not
/// kept in it.
/// </summary>
internal static class KeptEffects
{
    // Numbers of kinds stand in stored bytes: append, never renumber.
    private const int KindNotice = 0;
    private const int KindCase = 1;
    private const int KindDecision = 2;
    private const int KindUnmatched = 3;
    private const int KindStep = 4;
    private const int KindCaseChanged = 5;
    private const int KindAppeal = 6;
    private const int KindRequest = 7;
    private const int KindUnmet = 8;
    private const int KindThing = 9;
    private const int KindHold = 10;
    private const int KindCopy = 11;
    private const int KindRetrieval = 12;
    private const int KindExport = 13;

    /// <summary>Whether it passes into a checkpoint: what was asked, and what was no good, does not.</summary>
    public static bool IsKept(Effect effect) =>
        effect
            is Notice
                or Case
                or StepChanged
                or CaseChanged
                or AppealChanged
                or RequestChanged
                or ActUnmet
                or ThingChanged
                or HoldChanged
                or CopyChanged
                or RetrievalChanged
                or ExportChanged;

    /// <summary>Writes or reads an effect.</summary>
    public static Effect Exchange(StatePort port, Effect? effect)
    {
        var kind = port.Exchange(effect is null ? 0 : KindOf(effect), KindNotice, KindExport);
        var time = port.Exchange(effect?.Time ?? default);
        var account = new AccountId(port.Exchange(effect?.Account.Text));
        return kind switch
        {
            KindNotice => OfNotice(port, effect as Notice, time, account),
            KindCase => OfCase(port, effect as Case, time, account),
            KindDecision => OfDecision(port, effect as Decision, time, account),
            KindUnmatched => OfUnmatched(port, effect as Unmatched, time, account),
            KindStep => KeptStanding.OfStep(port, effect as StepChanged, time, account),
            KindCaseChanged => KeptStanding.OfCase(port, effect as CaseChanged, time, account),
            KindAppeal => KeptStanding.OfAppeal(port, effect as AppealChanged, time, account),
            KindRequest => KeptStanding.OfRequest(port, effect as RequestChanged, time, account),
            KindUnmet => KeptStanding.OfUnmet(port, effect as ActUnmet, time, account),
            KindThing => KeptVault.OfThing(port, effect as ThingChanged, time, account),
            KindHold => KeptVault.OfHold(port, effect as HoldChanged, time, account),
            KindCopy => KeptVault.OfCopy(port, effect as CopyChanged, time, account),
            KindRetrieval => KeptVault.OfRetrieval(port, effect as RetrievalChanged, time, account),
            _ => KeptVault.OfExport(port, effect as ExportChanged, time, account),
        };
    }

    private static int KindOf(Effect effect) =>
        effect switch
        {
            Notice => KindNotice,
            Case => KindCase,
            Decision => KindDecision,
            Unmatched => KindUnmatched,
            StepChanged => KindStep,
            CaseChanged => KindCaseChanged,
            AppealChanged => KindAppeal,
            RequestChanged => KindRequest,
            ActUnmet => KindUnmet,
            ThingChanged => KindThing,
            HoldChanged => KindHold,
            CopyChanged => KindCopy,
            RetrievalChanged => KindRetrieval,
            ExportChanged => KindExport,
            _ => throw new InvalidOperationException($"an effect that is not kept: {effect}"),
        };

    private static Notice OfNotice(
        StatePort port,
        Notice? notice,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            OfCitation(port, notice?.Cited),
            port.Exchange(notice?.What),
            OfFacts(port, notice?.Facts)
        )
        {
            Said = OfSaying(port, notice?.Said ?? default),
            Grounds = KeptGrounds.Exchange(port, notice?.Grounds),
        };

    private static Case OfCase(StatePort port, Case? opened, Moment time, AccountId account) =>
        new(
            time,
            account,
            OfCitation(port, opened?.Cited),
            port.Exchange(opened?.Cycle ?? default),
            OfFacts(port, opened?.Facts)
        )
        {
            Said = OfSaying(port, opened?.Said ?? default),
            Name = port.Exchange(opened?.Name),
        };

    private static Decision OfDecision(
        StatePort port,
        Decision? said,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(said?.Id),
            OfOutcome(port, said?.Outcome ?? default),
            port.Array(said?.Reasons ?? [], OfReason),
            port.Array(said?.Tells ?? [], OfTold)
        );

    private static Unmatched OfUnmatched(
        StatePort port,
        Unmatched? unmatched,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(unmatched?.File ?? 0),
            port.Exchange(unmatched?.Line ?? 0),
            OfFault(port, unmatched?.Why)
        );

    private static Fault OfFault(StatePort port, Fault? why) =>
        new(
            (Code)port.Exchange((long)(why?.Code ?? 0), 0, CodeTable.Rows.Length),
            (FaultKind)port.Exchange((long)(why?.Kind ?? 0), 0, (long)FaultKind.Told),
            port.Exchange(why?.Name),
            port.Exchange(why?.Of),
            port.Exchange(why?.Wanted)
        );

    private static Saying OfSaying(StatePort port, Saying said) =>
        new(
            port.Exchange(said.Clause),
            port.Exchange(said.Series),
            port.Exchange(said.Cycle),
            port.Exchange(said.Level)
        );

    private static Reason OfReason(StatePort port, Reason? reason) =>
        new(
            OfOutcome(port, reason?.Outcome ?? default),
            OfCitation(port, reason?.Cited),
            OfFacts(port, reason?.Facts)
        )
        {
            Resets = port.Optional(reason?.Resets, MomentPort.Instant),
            RetryAt = port.Optional(reason?.RetryAt, MomentPort.Instant),
            Step = port.Optional(reason?.Step),
        };

    internal static Citation OfCitation(StatePort port, Citation? cited) =>
        new(
            port.Exchange(cited?.Policy),
            port.Exchange(cited?.Version),
            new(port.Exchange(cited?.Clause.Slug)),
            port.Exchange(cited?.Title)
        );

    internal static Facts OfFacts(StatePort port, Facts? facts) =>
        new(
            (FactKind)port.Exchange((long)(facts?.Kind ?? 0), 0, (long)FactKind.Accepted),
            port.Array(facts?.Figures ?? [], OfFigure)
        );

    private static NamedFigure OfFigure(StatePort port, NamedFigure figure) =>
        new(
            port.Exchange(figure.Name),
            port.Exchange(figure.Value),
            port.Exchange(figure.Unit),
            port.Exchange(figure.Units)
        );

    private static Outcome OfOutcome(StatePort port, Outcome outcome) =>
        (Outcome)port.Exchange((long)outcome, (long)Outcome.Allow, (long)Outcome.Deny);

    private static (string, Quantity) OfTold(StatePort port, (string Name, Quantity Amount) told) =>
        (port.Exchange(told.Name), new Quantity(port.Exchange(told.Amount.Number)));
}

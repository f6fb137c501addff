using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>What the fold says of an account's standing, on its way through a port.</summary>
internal static class KeptStanding
{
    /// <summary>Writes or reads a step.</summary>
    public static StepChanged OfStep(
        StatePort port,
        StepChanged? step,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(step?.Step),
            (StepKind)port.Exchange((int)(step?.To ?? 0)),
            (StepState)port.Exchange((int)(step?.State ?? 0)),
            KeptEffects.OfCitation(port, step?.Cited),
            port.Array(step?.Cases ?? [], (port, each) => port.Exchange(each)),
            port.Exchange(step?.By),
            (StepKind)port.Exchange((int)(step?.Standing ?? 0))
        );

    /// <summary>Writes or reads a case.</summary>
    public static CaseChanged OfCase(
        StatePort port,
        CaseChanged? changed,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(changed?.Case),
            (CaseState)port.Exchange((int)(changed?.State ?? 0)),
            port.Exchange(changed?.By)
        );

    /// <summary>Writes or reads an appeal.</summary>
    public static AppealChanged OfAppeal(
        StatePort port,
        AppealChanged? appeal,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(appeal?.Appeal),
            new Challenged(
                port.Optional(appeal?.Against.Id),
                port.Optional(
                    appeal?.Against.Clause,
                    (port, id) => new ClauseId(port.Exchange(id.Slug))
                ),
                port.Optional(appeal?.Against.Cycle)
            ),
            port.Optional(appeal?.Outcome, (port, verdict) => (Verdict)port.Exchange((int)verdict)),
            port.Optional(appeal?.By)
        );

    /// <summary>Writes or reads a request.</summary>
    public static RequestChanged OfRequest(
        StatePort port,
        RequestChanged? request,
        Moment time,
        AccountId account
    ) =>
        new(
            time,
            account,
            port.Exchange(request?.Request),
            new(port.Exchange(request?.Clause.Slug)),
            (RequestState)port.Exchange((int)(request?.State ?? 0)),
            port.Optional(request?.By),
            port.Exchange(request?.From ?? default),
            port.Exchange(request?.To ?? default),
            port.Exchange(request?.Amount)
        );

    /// <summary>Writes or reads an act without effect.</summary>
    public static ActUnmet OfUnmet(StatePort port, ActUnmet? act, Moment time, AccountId account) =>
        new(time, account, port.Exchange(act?.Id), (Unmet)port.Exchange((int)(act?.Unmet ?? 0)));
}

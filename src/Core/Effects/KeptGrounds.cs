using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>What steps rest on, on its way through a port.</summary>
internal static class KeptGrounds
{
    /// <summary>Writes or reads it; of a notice that tells of no step there is none.</summary>
    public static StepGrounds? Exchange(StatePort port, StepGrounds? its) =>
        port.Exchange(its is not null)
            ? new(
                port.Exchange(its?.Step),
                (StepKind)port.Exchange((int)(its?.To ?? 0)),
                KeptEffects.OfCitation(port, its?.Cited),
                OfScope(port, its?.Scope),
                OfTerms(port, its?.Terms),
                port.Array(its?.Cases ?? [], OfCase),
                port.Array(its?.Deeds ?? [], OfDeed),
                port.Array(its?.Earlier ?? [], OfEarlier),
                port.Array(its?.Milder ?? [], OfMilder)
            )
            : null;

    /// <summary>Writes or reads what somebody did for a step.</summary>
    public static StepDeed OfDeed(StatePort port, StepDeed? deed) =>
        new(
            (StepDeedKind)port.Exchange((long)(deed?.What ?? 0), 0, (long)StepDeedKind.Changed),
            port.Exchange(deed?.By),
            port.Exchange(deed?.Time ?? default),
            port.Exchange(deed?.Reason)
        );

    private static StepScope OfScope(StatePort port, StepScope? scope) =>
        new(
            port.Array(scope?.Suspends ?? [], (port, act) => port.Exchange(act)),
            port.Array(scope?.Throttles ?? [], OfClause),
            port.Exchange(scope?.Price is not null) ? OfPrice(port, scope?.Price) : null
        );

    private static ChargedPrice OfPrice(StatePort port, ChargedPrice? price) =>
        new(
            OfClause(port, price?.Clause ?? default),
            port.Exchange(price?.Per ?? 0),
            port.Exchange(price?.Amount ?? 0),
            port.Exchange(price?.Currency)
        );

    private static StepTerms OfTerms(StatePort port, StepTerms? terms) =>
        new(
            port.Exchange(terms?.Announced ?? default),
            port.Exchange(terms?.IsInForce ?? false),
            port.Exchange(terms?.IsBrake ?? false),
            OfSpan(port, terms?.Notice ?? default),
            port.Exchange(terms?.Lapses ?? default),
            port.Exchange(terms?.Until ?? default),
            OfSpan(port, terms?.Lasts ?? default),
            port.Exchange(terms?.FallsBackAfter ?? 0),
            port.Exchange(terms?.AppealUntil ?? default),
            OfSpan(port, terms?.DecidedWithin ?? default),
            port.Exchange(terms?.Offers)
        );

    private static GroundCase OfCase(StatePort port, GroundCase? its) =>
        new(
            port.Exchange(its?.Id),
            KeptEffects.OfCitation(port, its?.Cited),
            port.Exchange(its?.From ?? default),
            port.Exchange(its?.To ?? default),
            port.Exchange(its?.Opened ?? default),
            KeptEffects.OfFacts(port, its?.Facts),
            port.Exchange(its?.FoundBy),
            port.Exchange(its?.FoundAt ?? default),
            port.Exchange(its?.Because)
        );

    private static EarlierFinding OfEarlier(StatePort port, EarlierFinding? finding) =>
        new(
            port.Exchange(finding?.Case),
            OfClause(port, finding?.Clause ?? default),
            port.Exchange(finding?.Time ?? default),
            port.Exchange(finding?.By),
            port.Exchange(finding?.IsSpent ?? false)
        );

    private static MilderStep OfMilder(StatePort port, MilderStep? step) =>
        new(
            (StepKind)port.Exchange((int)(step?.To ?? 0)),
            port.Optional(step?.Tried),
            port.Exchange(step?.Since ?? default),
            (Unmet)port.Exchange((int)(step?.Unmet ?? 0)),
            port.Exchange(step?.IsIdle ?? false)
        );

    private static ClauseId OfClause(StatePort port, ClauseId clause) =>
        new(port.Exchange(clause.Slug));

    private static TimeSpan OfSpan(StatePort port, TimeSpan span) => new(port.Exchange(span.Ticks));
}

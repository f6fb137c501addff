using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>An act that is asked about, with what it would touch and what reservations hold meanwhile.</summary>
internal readonly ref struct Asked
{
    /// <summary>Resolves an act that is asked about.</summary>
    /// <param name="act">The act.</param>
    /// <param name="reserved">What is reserved of its state.</param>
    /// <param name="room">As much as <see cref="TypeRules.MostTouches"/>.</param>
    public Asked(Act act, ReservedAmounts reserved, Span<Touch> room)
    {
        Act = act;
        Reserved = reserved;
        var touches = Folding.Touches.OfAsk(act, room);
        for (var i = 0; i < touches.Length; i++)
            if (
                touches[i] is { IsOfValue: true } touch
                && reserved.Has(touch.Meter, touch.Key, touch.Value)
            )
                touches[i] = touch.With(0);
        Touches = touches;
    }

    /// <summary>The act.</summary>
    public readonly Act Act;

    /// <summary>What is held of its state.</summary>
    public readonly ReservedAmounts Reserved;

    /// <summary>What it would touch, a value that is held already counting nothing.</summary>
    public readonly ReadOnlySpan<Touch> Touches;

    /// <summary>The state.</summary>
    public AccountState State => Act.State;

    /// <summary>What is asked.</summary>
    public Event Event => Act.Event;

    /// <summary>When it is asked.</summary>
    public Moment Time => Act.Time;

    /// <summary>
    /// What the act adds to the count of a touch, with all of its touches; null where a later touch of the count says so.
    /// </summary>
    public Int128? Adds(int place)
    {
        Int128 adds = 0;
        for (var i = 0; i < Touches.Length; i++)
            if (!Touches[i].IsOfSame(Touches[place]))
                continue;
            else if (i > place)
                return null;
            else
                adds += Touches[i].Units;
        return adds;
    }

    /// <summary>What the act adds to a ratio's part, or to its whole.</summary>
    public Int128 Adds(TouchKind kind, int ratio)
    {
        Int128 adds = 0;
        foreach (var touch in Touches)
            if (touch.Kind == kind && touch.Place == ratio)
                adds += touch.Units;
        return adds;
    }

    /// <summary>Whether a clause is not judged now.</summary>
    public bool IsExcepted(Place<Clause> clause) =>
        State.Waivers.At(clause, Time) is { Amount: null };
}

using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>A case: that something may be wrong under a clause, in one cycle.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Cycle">The cycle.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="Basis">What it rests on.</param>
internal sealed record CaseEntry(ClauseId Clause, Cycle Cycle, Moment Opened, CaseBasis Basis)
    : INamed
{
    /// <summary>The clause and the first day of the cycle.</summary>
    public string Id { get; } = Cycle.NameOf(Clause.Slug);

    /// <summary>The clause, by the version under which it was opened.</summary>
    public required Citation Cited { get; init; }

    /// <summary>What was met, with the figures that are its evidence.</summary>
    public required Facts Facts { get; init; }

    /// <summary>How far it has come.</summary>
    public CaseState State { get; set; }

    /// <summary>Who established it; empty while nobody has.</summary>
    public string FoundBy { get; set; } = "";

    /// <summary>When it was established.</summary>
    public Moment FoundAt { get; set; }

    /// <summary>Why, in the words of whoever did; empty where the system did.</summary>
    public string Because { get; set; } = "";

    /// <summary>Whether its finding carries nothing any more.</summary>
    public bool IsSpent { get; set; }

    /// <summary>Its finding carries steps below this height only.</summary>
    public int CarriesBelow { get; set; } = int.MaxValue;

    /// <summary>Whether it waits for a person.</summary>
    public bool IsOpen => State == CaseState.Open;

    /// <summary>Whether it has a finding that was not spent.</summary>
    public bool IsFresh => State == CaseState.Found && !IsSpent;

    /// <summary>Whether it keeps the account from falling back.</summary>
    public bool CountsAgainst =>
        State != CaseState.Dismissed && (Basis != CaseBasis.Report || State == CaseState.Found);

    /// <summary>A case is itself.</summary>
    public bool Equals(CaseEntry? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <summary>Writes or reads one.</summary>
    public static CaseEntry Exchange(StatePort port, CaseEntry? entry) =>
        new(
            new(port.Exchange(entry?.Clause.Slug)),
            Cycle.Exchange(port, entry?.Cycle),
            port.Exchange(entry?.Opened ?? default),
            (CaseBasis)port.Exchange((int)(entry?.Basis ?? 0))
        )
        {
            Cited = KeptEffects.OfCitation(port, entry?.Cited),
            Facts = KeptEffects.OfFacts(port, entry?.Facts),
            Because = port.Exchange(entry?.Because),
            State = (CaseState)port.Exchange((int)(entry?.State ?? 0)),
            FoundBy = port.Exchange(entry?.FoundBy),
            FoundAt = port.Exchange(entry?.FoundAt ?? default),
            IsSpent = port.Exchange(entry?.IsSpent ?? false),
            CarriesBelow = port.Exchange(entry?.CarriesBelow ?? 0),
        };
}

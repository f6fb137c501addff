using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>A step: what a person, or the system, proposes to do about cases, and what became of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="To">What it does.</param>
/// <param name="Version">The version under which it was proposed; it goes on under it.</param>
/// <param name="Cases">Its cases, each once.</param>
/// <param name="Suspends">The acts that it suspends; empty where it is of the account as a whole.</param>
internal sealed record StepEntry(
    string Id,
    StepKind To,
    PolicyVersion Version,
    ImmutableArray<CaseEntry> Cases,
    ImmutableArray<string> Suspends
) : INamed
{
    /// <summary>A proposal that is not approved, and a notice that is not delivered, within this time lapse.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>How long a brake holds that nobody keeps.</summary>
    public static readonly TimeSpan BrakeLasts = TimeSpan.FromHours(24);

    /// <summary>How far it has come.</summary>
    public StepState State { get; set; }

    /// <summary>Everybody who had a hand in it, besides those who found its cases.</summary>
    public ImmutableArray<string> Takers { get; set; } = [];

    /// <summary>What they did, in order, and why.</summary>
    public ImmutableArray<StepDeed> Deeds { get; set; } = [];

    /// <summary>When it lapses, whatever its state.</summary>
    public Moment Until { get; init; } = Moment.Never;

    /// <summary>At which price, for a charge.</summary>
    public StepPrice? Price { get; init; }

    /// <summary>Whether it came into force without a notice, to be kept or to lapse.</summary>
    public bool IsBrake { get; init; }

    /// <summary>Whether a brake was kept by a second person.</summary>
    public bool IsKept { get; set; }

    /// <summary>When it was proposed.</summary>
    public required Moment Proposed { get; init; }

    /// <summary>When the account was told; never while it was not.</summary>
    public Moment Announced { get; set; } = Moment.Never;

    /// <summary>When its notice was delivered.</summary>
    public Moment Delivered { get; set; } = Moment.Never;

    /// <summary>When it comes into force, as far as that is known.</summary>
    public Moment Comes { get; set; } = Moment.Never;

    /// <summary>When it came into force.</summary>
    public Moment InForce { get; set; } = Moment.Never;

    /// <summary>What was left of the notice when an appeal stopped the clock.</summary>
    public TimeSpan? Left { get; set; }

    /// <summary>Whether it was undone by an appeal, or ended for want of a finding.</summary>
    public bool IsUndone { get; set; }

    /// <summary>Whether it came into force before the account fell back to good.</summary>
    public bool IsPast { get; set; }

    /// <summary>Whether it is of some acts only, and so no rung of the ladder.</summary>
    public bool IsOfActs => !Suspends.IsEmpty;

    /// <summary>Whether it is proposed, announced or in force.</summary>
    public bool IsLive => State is StepState.Proposed or StepState.Announced or StepState.InForce;

    /// <summary>Whether it is a brake that nobody kept.</summary>
    public bool IsLoose => IsBrake && !IsKept;

    /// <summary>Whether it has been in force as a step that others may build on.</summary>
    public bool HasHeld => InForce != Moment.Never && !IsLoose && !IsUndone;

    /// <summary>Whether nothing keeps it up any more: no fresh finding, and for a loose brake no open case either.</summary>
    public bool LacksGround =>
        !Cases.Any(each => each.IsFresh || IsLoose && each.IsOpen)
        && !(To == StepKind.Terminated && State == StepState.InForce);

    /// <summary>When its time runs out next: by a period of its state, or at <see cref="Until"/>.</summary>
    public Moment Lapses =>
        State switch
        {
            StepState.Proposed => Moment.Min(Until, Proposed + Patience),
            StepState.Announced when Delivered == Moment.Never => Moment.Min(
                Until,
                Announced + Patience
            ),
            StepState.Announced => Until,
            StepState.InForce => Moment.Min(Until, EndOfForce),
            _ => Moment.Never,
        };

    private Moment EndOfForce =>
        IsBrake ? (IsKept ? Moment.Never : InForce + BrakeLasts)
        : Version.Ladder?.RungOf(To) is { } rung && rung.Lasts > TimeSpan.Zero
            ? InForce + rung.Lasts
        : Moment.Never;

    /// <summary>How long after its delivery it comes into force.</summary>
    public TimeSpan Notice => Version.Ladder?.RungOf(To)?.Notice ?? TimeSpan.Zero;

    /// <summary>Writes or reads one.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="entry">The step, on its way out.</param>
    /// <param name="versions">The versions among which its own is.</param>
    /// <param name="cases">The account's cases.</param>
    public static StepEntry Exchange(
        StatePort port,
        StepEntry? entry,
        ImmutableArray<PolicyVersion> versions,
        ImmutableArray<CaseEntry> cases
    ) =>
        new(
            port.Exchange(entry?.Id),
            (StepKind)port.Exchange((int)(entry?.To ?? 0)),
            port.OneOf(versions, entry?.Version),
            port.Array(entry?.Cases ?? [], (port, each) => port.OneOf(cases, each)),
            port.Array(entry?.Suspends ?? [], (port, act) => port.Exchange(act))
        )
        {
            State = (StepState)port.Exchange((int)(entry?.State ?? 0)),
            Takers = port.Array(entry?.Takers ?? [], (port, by) => port.Exchange(by)),
            Deeds = port.Array(entry?.Deeds ?? [], KeptGrounds.OfDeed),
            Until = port.Exchange(entry?.Until ?? default),
            Price = port.Exchange(entry?.Price is not null)
                ? StepPrice.Exchange(port, entry?.Price)
                : null,
            IsBrake = port.Exchange(entry?.IsBrake ?? false),
            IsKept = port.Exchange(entry?.IsKept ?? false),
            Proposed = port.Exchange(entry?.Proposed ?? default),
            Announced = port.Exchange(entry?.Announced ?? default),
            Delivered = port.Exchange(entry?.Delivered ?? default),
            Comes = port.Exchange(entry?.Comes ?? default),
            InForce = port.Exchange(entry?.InForce ?? default),
            Left = port.Optional(
                entry?.Left,
                (port, left) => new TimeSpan(port.Exchange(left.Ticks))
            ),
            IsUndone = port.Exchange(entry?.IsUndone ?? false),
            IsPast = port.Exchange(entry?.IsPast ?? false),
        };

    /// <summary>A step is itself.</summary>
    public bool Equals(StepEntry? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

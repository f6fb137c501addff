using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>What an account is from its opening on.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Opened">When it opened.</param>
/// <param name="Currency">What it is billed in, ISO 4217.</param>
/// <param name="Calendar">Its days and cycles.</param>
/// <param name="Plan">The name of the plan it was opened with; empty for none.</param>
/// <param name="Attributes">A bit per slot of the opening event whose flag is true.</param>
/// <param name="Versions">The versions of its policy, in the order of their effective instants.</param>
internal sealed record Profile(
    AccountId Account,
    Moment Opened,
    string Currency,
    Calendar Calendar,
    string Plan,
    uint Attributes,
    ImmutableArray<PolicyVersion> Versions
)
{
    /// <summary>What it is called; empty where the opening says nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>From when on the system takes steps under all of its versions: what is of before leads to none under some.</summary>
    public Moment OwnStepsFrom
    {
        get
        {
            var latest = Moment.Earliest;
            foreach (var version in Versions)
                latest = Moment.Max(latest, version.OwnStepsFrom ?? latest);
            return latest;
        }
    }

    /// <summary>Writes or reads a profile.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="profile">The profile, on its way out.</param>
    /// <param name="shelf">The policies among which its own is.</param>
    public static Profile Exchange(StatePort port, Profile? profile, PolicyShelf shelf)
    {
        var read = new Profile(
            new AccountId(port.Exchange(profile?.Account.Text)),
            port.Exchange(profile?.Opened ?? default),
            port.Exchange(profile?.Currency),
            new Calendar(
                Zone(port.Exchange(profile?.Calendar.Zone.Id)),
                (int)port.Exchange(profile?.Calendar.CycleDay ?? 1, 1, 31)
            ),
            port.Exchange(profile?.Plan),
            (uint)port.Exchange(profile?.Attributes ?? 0, 0, uint.MaxValue),
            shelf.Versions(port.Exchange(profile?.Versions[0].Name))
        )
        {
            Name = port.Exchange(profile?.Name),
        };
        return read.Versions.IsEmpty
            ? throw new BadSnapshotException("there is no such policy")
            : read;
    }

    private static DateTimeZone Zone(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? throw new BadSnapshotException($"there is no time zone {name}");

    /// <summary>
    /// Whether a key of snapshots is that of its versions, or of its first ones: what was folded before the others were published
    /// is what it would be now, until one of them takes effect.
    /// </summary>
    public bool HasKey(UInt128 key)
    {
        for (var known = Versions.Length; known > 0; known--)
            if (Snapshot.Key(Versions[..known]) == key)
                return true;
        return false;
    }

    /// <summary>It with the versions that there are on another shelf, where those that it has come first; else null.</summary>
    public Profile? On(PolicyShelf shelf)
    {
        var versions = shelf.Versions(Versions[0].Name);
        if (versions.Length < Versions.Length)
            return null;
        for (var place = 0; place < Versions.Length; place++)
            if (!ReferenceEquals(versions[place], Versions[place]))
                return null;
        return this with { Versions = versions };
    }

    /// <summary>The version in force at an instant.</summary>
    public PolicyVersion InForce(Moment time) =>
        Versions[PolicyShelf.InForce(Versions, time.Instant, Opened.Instant)];

    /// <summary>When a version comes into force for the account.</summary>
    public Moment From(PolicyVersion version) => Moment.Of(version.From(Opened.Instant));

    /// <summary>The place of its first plan in a version; -1 when the version has none.</summary>
    public int PlanIn(PolicyVersion policy)
    {
        for (var place = 0; place < policy.Plans.Length; place++)
            if (policy.Plans[place].Name == Plan)
                return place;
        return policy.DefaultPlan;
    }
}

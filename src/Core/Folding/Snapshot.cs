using System.Collections.Immutable;
using System.IO.Hashing;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>
/// What an account's events came to so far, as it passes to bytes and back: the fold goes on from there as if it had
/// never stopped. It changes what a fold costs, never what it comes to.
/// </summary>
internal static class Snapshot
{
    /// <summary>Raised with every change to what passes, and to what the fold makes of an event.</summary>
    public const int Format = 19;

    /// <summary>Writes or reads all states of an account.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="shared">What the states have in common; what it holds when it comes in is forgotten.</param>
    /// <param name="states">A state for each version, in their order; on the way in as they were opened.</param>
    /// <exception cref="BadSnapshotException">The bytes are no good. The states are then of no use.</exception>
    public static void Exchange(
        StatePort port,
        Shared shared,
        IReadOnlyCollection<AccountState> states
    )
    {
        shared.Exchange(port, [.. states.Select(state => state.Policy)]);
        foreach (var state in states)
            state.Exchange(port);
    }

    /// <summary>
    /// What a snapshot is valid for: this format, these versions of a policy, their catalogue and the data of time zones.
    /// Under another key, fold from the beginning.
    /// </summary>
    /// <param name="versions">All versions of the account's policy: which of them is in force when changes what it comes to.</param>
    public static UInt128 Key(ImmutableArray<PolicyVersion> versions)
    {
        var writer = new StateWriter();
        writer.Exchange(Format);
        writer.Exchange(DateTimeZoneProviders.Tzdb.VersionId);
        writer.Count(versions.Length);
        foreach (var version in versions)
        {
            writer.Exchange(version.Name);
            writer.Exchange(version.Version);
            writer.Exchange(Moment.Of(version.Effective));
            if (version.ForExisting is { } later)
                writer.Exchange(Moment.Of(later));
            writer.Exchange(version.Hash);
        }
        Describe(writer, versions[0].Catalogue);
        return XxHash128.HashToUInt128(writer.Written);
    }

    private static void Describe(StateWriter writer, Catalogue catalogue)
    {
        writer.Count(catalogue.Types.Length);
        foreach (var type in catalogue.Types)
        {
            writer.Exchange(type.Name);
            writer.Count(type.Fields.Length);
            foreach (var field in type.Fields)
                Describe(writer, field);
        }
        writer.Count(catalogue.Things.Length);
        foreach (var thing in catalogue.Things)
            Describe(writer, thing);
        foreach (var addOn in catalogue.AddOns)
            writer.Exchange(addOn.Name);
    }

    private static void Describe(StateWriter writer, Thing thing)
    {
        writer.Exchange(thing.Name);
        writer.Exchange(thing.EndsWithContract);
        if (thing.Stored is { } stored)
        {
            writer.Exchange(stored.Class);
            writer.Exchange(stored.Size);
            writer.Exchange(stored.Tier);
            writer.Exchange(stored.Cold);
        }
        EventType[] types = [thing.Opens, thing.Closes, .. thing.Changes, .. thing.Uses];
        writer.Count(types.Length);
        foreach (var type in types)
            writer.Exchange(type.Name);
        writer.Count(thing.Keeps.Length);
        foreach (var kept in thing.Keeps)
            writer.Exchange(kept.Name);
    }

    private static void Describe(StateWriter writer, Field field)
    {
        writer.Exchange(field.Name);
        writer.Exchange((int)field.Kind);
        writer.Exchange(field.Unit?.Factor ?? 0);
        writer.Count(field.Choices.Length);
        foreach (var choice in field.Choices)
            writer.Exchange(choice);
        writer.Optional(field.Default, StatePort.Long);
        writer.Exchange(field.Required);
    }
}

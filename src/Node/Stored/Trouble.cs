using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>Something about what goes out, or what leaves the store, that those who run the service are to be told of.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Notice">The id of what was told and arrived nowhere; null where a target was given up.</param>
/// <param name="Kind">The kind of that notice, or <c>case</c>; null where a target was given up.</param>
/// <param name="Step">The step whose clock the notice starts; null where it starts none.</param>
/// <param name="Target">The id of the target that was given up; null where a notice arrived nowhere.</param>
/// <param name="Channel">The channel of that target; null where a notice arrived nowhere.</param>
internal sealed record Trouble(
    Moment At,
    string? Notice,
    string? Kind,
    string? Step,
    string? Target,
    string? Channel
)
{
    /// <summary>What would leave the store at once, about which a person is asked; null where it is about something that goes out.</summary>
    public BrakeStopped? Removal { get; init; }

    /// <summary>Names it among those of its account: the same may happen again later.</summary>
    [JsonIgnore]
    public string Id => $"{Notice ?? Target ?? "bytes"}@{At.Instant.ToUnixTimeTicks()}";
}

/// <summary>Finds in an account's entries what those who run the service are to be told of: a fold beside that of what is open.</summary>
internal static class SendingTroubles
{
    /// <summary>How things stand after an entry, with what came of it to be told.</summary>
    /// <param name="before">How they stood.</param>
    /// <param name="next">How they stand, but for the troubles.</param>
    /// <param name="entry">The entry.</param>
    public static SendingState Follow(SendingState before, SendingState next, SendingEntry entry) =>
        entry switch
        {
            DeliverySettled { State: DeliveryState.Failed } settled => next with
            {
                Troubles = next.Troubles.AddRange(Lost(before, next, settled.At)),
            },
            TargetSet set when Of(set) is { } trouble => next with
            {
                Troubles = next.Troubles.Add(trouble),
            },
            NoticeOpened opened => next with
            {
                Troubles = next.Troubles.RemoveAll(each => each.Notice == opened.Notice),
            },
            TroublesPassed passed => next with
            {
                Troubles = next.Troubles.RemoveAll(each => passed.Troubles.Contains(each.Id)),
            },
            _ => next,
        };

    /// <summary>The trouble that the server itself has given a target up; null where it has not, or an older release did not say when.</summary>
    public static Trouble? Of(TargetSet set) =>
        set is { By: null, At: { } at, Target: { Disabled: not null } target }
            ? new Trouble(at, null, null, null, target.Id, target.Channel)
            : null;

    private static IEnumerable<Trouble> Lost(SendingState before, SendingState next, Moment at) =>
        next
            .Trails.Where(each => each.IsLost)
            .Select(each => each.Delivery)
            .DistinctBy(each => each.Notice)
            .Where(its =>
                !before.Trails.Any(each => each.IsLost && each.Delivery.Notice == its.Notice)
            )
            .Select(its => new Trouble(at, its.Notice, its.Kind, its.Step, null, null));
}

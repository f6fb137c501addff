namespace Evenhand.Sampling;

/// <summary>
/// How the accounts of one policy behave, as read from a profile beside it. It is all that is known about a vendor's
/// events here; see policies/profiles/README.md for the language.
/// </summary>
public sealed class Profile
{
    internal Profile(string policy) => Policy = policy;

    /// <summary>The policy's name.</summary>
    public string Policy { get; }

    internal Weighted<Population> Populations { get; init; } = new([]);
    internal Pool[] Pools { get; init; } = [];
    internal Activity[] Activities { get; init; } = [];

    /// <summary>Events that belong to no account, such as exchange rates.</summary>
    internal Activity[] Shared { get; init; } = [];

    /// <summary>The time zone that sets the days of the shared events.</summary>
    internal string SharedZone { get; init; } = "UTC";

    internal Misbehaviour[] Misbehaviours { get; init; } = [];

    /// <summary>The names of the ways in which accounts misbehave, in the profile's order.</summary>
    public IEnumerable<string> MisbehaviourNames =>
        Misbehaviours.Select(misbehaviour => misbehaviour.Name);

    /// <summary>The types of events that a sample may hold.</summary>
    public IEnumerable<string> EventTypes =>
        Activities
            .Concat(Shared)
            .Concat(Misbehaviours.SelectMany(m => m.Added))
            .SelectMany(Types)
            .Distinct();

    internal string Source => SourceOf(Policy);

    internal static string SourceOf(string policy) => "sample/" + policy;

    private static IEnumerable<string> Types(Activity activity) =>
        activity.Then.SelectMany(followUp => Types(followUp.Activity)).Prepend(activity.Type);
}

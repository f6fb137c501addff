using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Roles;
using Microsoft.Extensions.Logging;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Acts;

/// <summary>What the persons that there are could not do, because it takes more of them.</summary>
public static partial class Staffing
{
    private static readonly string HowTo = Language.Key(
        "add a person with POST /v1/people or 'evenhand people add'"
    );

    /// <summary>What nobody could do at an instant, in sentences; empty where nothing is missing.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<Person> people, Moment now) =>
        Missing(people, now, Language.English);

    /// <summary>The same in a language.</summary>
    public static IReadOnlyList<string> Missing(
        IEnumerable<Person> people,
        Moment now,
        Language say
    )
    {
        var acting = people.Where(each => each.ActsAt(now)).ToArray();
        if (acting.Length == 0)
            return
            [
                say[
                    "Nobody is there to act: no case can be found, no step proposed; {0}.",
                    say[HowTo]
                ],
            ];
        var missing = new List<string>();
        var approvers = May(acting, Kind.StepApproved);
        var proposers = May(acting, Kind.StepProposed);
        if (!approvers.Any(one => proposers.Any(other => other != one)))
            missing.Add(
                say[
                    "Nobody could approve what {0} proposes: a suspension, a charge, a termination and the keeping of a brake take a second person with one of the roles {1}; {2}.",
                    Names(proposers, say),
                    ActTable.Of(Kind.StepApproved)!.Roles,
                    say[HowTo]
                ]
            );
        var deciders = May(acting, Kind.AppealDecided);
        var isDecided = proposers
            .SelectMany(one => approvers.Where(other => other != one).Select(other => (one, other)))
            .Any(took => deciders.Any(third => third != took.one && third != took.other));
        if (!isDecided)
            missing.Add(
                say[
                    "Nobody could decide an appeal against a step that two persons took: it takes a third with one of the roles {0}; undecided, it is reversed when its time has run.",
                    ActTable.Of(Kind.AppealDecided)!.Roles
                ]
            );
        if (May(acting, Kind.Confirmed).Length == 0)
            missing.Add(
                say[
                    "Nobody could confirm or waive a charge over the routes of acts: that takes one of the roles {0}.",
                    ActTable.Of(Kind.Confirmed)!.Roles
                ]
            );
        return missing;
    }

    /// <summary>Tells at a start what nobody could do.</summary>
    internal static void Tell(ILogger log, IReadOnlyList<Person> people, Moment now)
    {
        foreach (var missing in Missing(people, now))
            if (people.Count > 0)
                Warn(log, missing);
            else
                Note(log, missing);
    }

    [LoggerMessage(LogLevel.Warning, "Acts of people: {Missing}")]
    private static partial void Warn(ILogger log, string missing);

    [LoggerMessage(LogLevel.Information, "Acts of people: {Missing}")]
    private static partial void Note(ILogger log, string missing);

    private static Person[] May(Person[] people, Kind act) =>
        [.. people.Where(each => each.Roles.Overlaps(ActTable.Of(act)!.Roles))];

    private static string Names(Person[] people, Language say) =>
        people.Length == 0 ? say["nobody"] : string.Join(" / ", people.Select(each => each.Id));
}

using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>
/// Whether two versions make the same of an account's events, as far as it outlasts a cycle: then what an account is under one, just
/// before the first event of a cycle, is what it would be under the other. All that a version says is compared, but for what is left out
/// here by name: so whatever is added to the language makes versions differ until somebody has looked.
/// </summary>
internal static class CountsAlike
{
    /// <summary>What answers, states, tells and judges, and leaves nothing in a state that is there once a cycle has begun.</summary>
    private static readonly HashSet<(Type, string)> LeftOut =
    [
        (typeof(PolicyVersion), nameof(PolicyVersion.Version)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Effective)),
        (typeof(PolicyVersion), nameof(PolicyVersion.ForExisting)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Hash)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Catalogue)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Gates)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Concurrencies)),
        (typeof(PolicyVersion), nameof(PolicyVersion.ActBounds)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Reportable)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Comparisons)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Ladder)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Notices)),
        (typeof(PolicyVersion), nameof(PolicyVersion.Requests)),
        (typeof(PolicyVersion), nameof(PolicyVersion.AcceptedByUse)),
        (typeof(PolicyVersion), nameof(PolicyVersion.OwnStepsFrom)),
        (typeof(Clause), nameof(Clause.Title)),
        (typeof(Plan), nameof(Plan.Prices)),
        (typeof(Charge), nameof(Charge.Price)),
        (typeof(Charge), nameof(Charge.PlanPrice)),
        (typeof(Charge), nameof(Charge.Due)),
        (typeof(PassThrough), nameof(PassThrough.Due)),
        (typeof(Limit), nameof(Limit.Gate)),
        (typeof(Limit), nameof(Limit.OpensCase)),
        (typeof(Limit), nameof(Limit.DeniesOnceThrottled)),
    ];

    private static readonly ConditionalWeakTable<PolicyVersion, string> prints = [];

    /// <summary>Whether they do.</summary>
    public static bool Under(PolicyVersion one, PolicyVersion other) =>
        ReferenceEquals(one, other)
        || ReferenceEquals(one.Catalogue, other.Catalogue)
            && prints.GetValue(one, PrintOf) == prints.GetValue(other, PrintOf);

    /// <summary>
    /// Whether a limit is held against what goes on from one cycle to the next, so that when it ran out is known of before: not where its
    /// meter counts in the account's cycles or days, which begin with them.
    /// </summary>
    public static bool GoesOn(PolicyVersion policy, Limit limit) =>
        policy.Meters.At(limit.Meter) switch
        {
            FlowMeter flow => GoesOn(flow.Window),
            RatioMeter ratio => GoesOn(ratio.Window),
            _ => true,
        };

    private static bool GoesOn(Window window) =>
        window.Kind is not (WindowKind.Cycle or WindowKind.Day);

    private static string PrintOf(PolicyVersion policy)
    {
        var print = new StringBuilder();
        Write(policy, print, (owner, property) => IsLeftOut(policy, owner, property));
        return print.ToString();
    }

    private static bool IsLeftOut(PolicyVersion policy, object owner, PropertyInfo property) =>
        LeftOut.Contains((property.DeclaringType!, property.Name))
        || owner switch
        {
            Plan => property.Name == nameof(Plan.Terms) && !FiguresGoOn(policy),
            Allowance => property.Name == nameof(Allowance.Figure) && !FiguresGoOn(policy),
            Limit limit => IsOfFigure(property.Name) && !JudgesOn(policy, limit),
            _ => false,
        };

    private static bool IsOfFigure(string property) =>
        property
            is nameof(Limit.Figure)
                or nameof(Limit.Reached)
                or nameof(Limit.AveragedOver)
                or nameof(Limit.AtLeast);

    /// <summary>
    /// Whether how much is included decides over something that goes on: automations that the customer's own limit paused, places that are
    /// taken once for several cycles, a plan that waits because it is smaller.
    /// </summary>
    private static bool FiguresGoOn(PolicyVersion policy) =>
        policy.Cap is not null
        || policy.PlanChange == PlanChange.LargerAtOnce
        || policy.Covers.Any(cover => cover is Free { OnceWhile.IsNone: false })
        || policy.Limits.Any(limit => limit.Figure.PlanTerm is not null && JudgesOn(policy, limit));

    /// <summary>Whether how often a limit was passed, or when it ran out, is known of before.</summary>
    private static bool JudgesOn(PolicyVersion policy, Limit limit) =>
        GoesOn(policy, limit) || policy.Repeats.Any(repeat => repeat.Limits.Contains(limit.Place));

    private static void Write(
        object? value,
        StringBuilder to,
        Func<object, PropertyInfo, bool> isLeftOut
    )
    {
        switch (value)
        {
            case null:
                to.Append('-');
                break;
            case string text:
                to.Append(CultureInfo.InvariantCulture, $"{text.Length}:{text}");
                break;
            case EventType or Thing or AddOn or Unit:
                // Of the one catalogue, whose names tell them apart.
                to.Append(value is Unit unit ? $"{unit.Name}*{unit.Factor}" : NameOf(value))
                    .Append(';');
                break;
            case IDictionary entries:
                foreach (var key in entries.Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    Write(key, to, isLeftOut);
                    Write(entries[key], to, isLeftOut);
                }
                to.Append('}');
                break;
            case IEnumerable list:
                foreach (var each in list)
                    Write(each, to, isLeftOut);
                to.Append(']');
                break;
            case ITuple tuple:
                for (var place = 0; place < tuple.Length; place++)
                    Write(tuple[place], to, isLeftOut);
                to.Append(')');
                break;
            case ValueType:
                to.Append(CultureInfo.InvariantCulture, $"{value};");
                break;
            default:
                to.Append(value.GetType().Name).Append('{');
                foreach (var property in PropertiesOf(value))
                    if (!isLeftOut(value, property))
                        Write(property.GetValue(value), to, isLeftOut);
                to.Append('}');
                break;
        }
    }

    private static string NameOf(object value) =>
        value switch
        {
            EventType type => type.Name,
            Thing thing => thing.Name,
            _ => ((AddOn)value).Name,
        };

    /// <summary>What a record was made of; what it computes of that says nothing more.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(object value) =>
        value
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .OrderBy(property => property.Name, StringComparer.Ordinal);
}

using Evenhand.Core.Codes;
using Evenhand.Core.Folding;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;
using NodaTime.Text;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>
/// What built-in events name: clauses and cycles of their account, add-ons. One that names nothing there is has no effect,
/// and is taken all the same, for a version that has it may come.
/// </summary>
internal static class NamedParts
{
    /// <summary>What of an event names nothing that there is; null where all does.</summary>
    /// <param name="profile">The account.</param>
    /// <param name="catalogue">What there is for all.</param>
    /// <param name="e">The event.</param>
    /// <param name="symbols">Its texts.</param>
    /// <param name="names">The names that there are.</param>
    public static Fault? Unknown(
        Profile profile,
        Catalogue catalogue,
        Event e,
        Symbols symbols,
        out IEnumerable<string> names
    )
    {
        names = [];
        switch ((Kind)e.Type!.Index)
        {
            case Kind.Waived or Kind.Confirmed:
                return Clause(profile, symbols.Text(e[ChargeSlot.Clause]), out names)
                    ?? Cycle(profile, symbols.Text(e[ChargeSlot.Cycle]));
            case Kind.Exception:
                return Clause(profile, symbols.Text(e[ExceptionSlot.Clause]), out names);
            case Kind.Report:
                return Clause(profile, symbols.Text(e[ReportSlot.Clause]), out names);
            case Kind.AddOnAdded or Kind.AddOnRemoved:
                names = catalogue.AddOns.Select(addOn => addOn.Name);
                var name = symbols.Text(e[AddOnSlot.AddOn]);
                return catalogue.AddOn(name) is null
                    ? new Fault(Code.UnknownValue, FaultKind.NoAddOn, name) { Unknown = name }
                    : null;
            default:
                return null;
        }
    }

    private static Fault? Clause(Profile profile, string slug, out IEnumerable<string> names)
    {
        names = profile
            .Versions.SelectMany(version => version.Clauses)
            .Select(clause => clause.Id.Slug)
            .Distinct();
        return names.Contains(slug)
            ? null
            : new Fault(Code.UnknownClause, FaultKind.NoClauseOf, slug, profile.Versions[0].Name)
            {
                Unknown = slug,
            };
    }

    private static Fault? Cycle(Profile profile, string day)
    {
        var isDay = LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date);
        // A month alone, such as 2026-11, is what people write first.
        if (!isDay && LocalDatePattern.Iso.Parse(day + "-01").TryGetValue(default, out var month))
            date = month.With(DateAdjusters.EndOfMonth);
        var near = date == default ? null : FirstDay(profile, date);
        if (near == day)
            return null;
        return new Fault(Code.UnknownCycle, FaultKind.NoCycle, day)
        {
            Unknown = day,
            DidYouMean = near,
        };
    }

    /// <summary>The first day of the cycle that holds a day; null where the account was not there yet.</summary>
    private static string? FirstDay(Profile profile, LocalDate date)
    {
        if (date.Year is < 1970 or > 2199)
            return null;
        var calendar = profile.Calendar;
        var cycle = calendar.CycleAt(Moment.Of(calendar.Zone.AtStartOfDay(date).ToInstant()));
        return cycle.To <= profile.Opened ? null : cycle.Name;
    }
}

using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Core.Standing;

/// <summary>The lines of statements, as far as an appeal has to know them.</summary>
internal static class Lines
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd"
    );

    /// <summary>The account's cycle that begins on a day; null where none does.</summary>
    public static Cycle? CycleOf(StandingFold fold, string day) => CycleOf(fold.Calendar, day);

    /// <summary>The cycle of a calendar that begins on a day; null where none does.</summary>
    public static Cycle? CycleOf(Time.Calendar calendar, string day)
    {
        if (DayOf(day) is not { } date)
            return null;
        var noon = date.At(new LocalTime(12, 0)).InZoneLeniently(calendar.Zone).ToInstant();
        var cycle = calendar.CycleAt(Moment.Of(noon));
        return cycle.FirstDay == date ? cycle : null;
    }

    /// <summary>A day as it is written; null where it is none.</summary>
    public static LocalDate? DayOf(string day) =>
        Day.Parse(day).TryGetValue(default, out var date) && date.Year is >= 1900 and <= 2199
            ? date
            : null;

    /// <summary>What stands against an appeal that names a line.</summary>
    /// <param name="fold">The account.</param>
    /// <param name="clause">The line's clause.</param>
    /// <param name="day">The first day of its cycle.</param>
    /// <param name="time">When it is challenged.</param>
    /// <param name="ended">When the cycle ended.</param>
    public static Unmet Of(
        StandingFold fold,
        ClauseId clause,
        string day,
        Moment time,
        out Moment ended
    )
    {
        ended = default;
        if (CycleOf(fold, day) is not { } cycle)
            return Unmet.Unknown;
        ended = cycle.To;
        if (cycle.To > time)
            return Unmet.Time;
        if (!IsStated(fold, cycle))
            return Unmet.Unknown;
        if (fold.Shared.Charged?.Steps.Any(each => IsLineOf(each, clause, cycle)) == true)
            return Unmet.State;
        if (RuleOf(fold, clause, cycle) is not { } isDue)
            return Unmet.Unknown;
        return isDue || fold.Decisions.Of(clause, cycle, due: false).Status == LineStatus.Waived
            ? Unmet.State
            : Unmet.None;
    }

    private static bool IsLineOf(Folding.Charged charged, ClauseId clause, Cycle cycle) =>
        charged.StandsIn(cycle)
        && charged.Version.Clauses.At(charged.Version.Ladder!.Clause).Id == clause;

    private static bool IsStated(StandingFold fold, Cycle cycle) =>
        cycle.To > fold.Profile.Opened && !fold.HasEnded(cycle.From.Previous);

    /// <summary>Whether the line of a clause is due by itself; null where the statement has none.</summary>
    private static bool? RuleOf(StandingFold fold, ClauseId clause, Cycle cycle)
    {
        var policy = fold.Profile.InForce(cycle.From);
        if (policy.PlaceOf(clause) is not { IsNone: false } place)
            return null;
        var isOdd = fold.Shared.OddLines.Contains((clause, cycle.Name));
        foreach (var charge in policy.Charges)
            if (charge.Clause == place && (charge.OnlyWith.IsNone || isOdd))
                return charge.Due;
        foreach (var pass in policy.PassThroughs)
            if (pass.Clause == place && (pass.Always || isOdd))
                return pass.Due;
        return null;
    }
}

using Evenhand.Core.Codes;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>Reads what an account is from its opening event.</summary>
internal static class Opening
{
    /// <summary>Reads the profile; returns what is wrong, or null.</summary>
    public static Fault? Read(
        PolicyShelf shelf,
        string account,
        Event e,
        Symbols symbols,
        out Profile? profile
    )
    {
        profile = null;
        if (Admission.Missing(e) is { } missing)
            return missing;
        var policy = symbols.Text(e[OpenedSlot.Policy]);
        var versions = shelf.Versions(policy);
        if (versions.IsEmpty)
            return new Fault(
                Code.UnknownPolicy,
                $"there is no policy {policy}; there are {string.Join(", ", shelf.Names)}"
            );
        var opened = e.Time.Instant;
        var version = versions[PolicyShelf.InForce(versions, opened, opened)];
        var currency = symbols.Text(e[OpenedSlot.Currency]);
        if (Currency(version, currency) is { } wrong)
            return wrong;
        if (
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(symbols.Text(e[OpenedSlot.TimeZone]))
            is not { } zone
        )
            return new Fault(
                Code.WrongField,
                $"time_zone {symbols.Text(e[OpenedSlot.TimeZone])} is no IANA time zone"
            );
        if (e[OpenedSlot.CycleDay] is < 1 or > 31)
            return new Fault(Code.WrongField, "cycle_day is not a day from 1 to 31");
        var calendar = new Calendar(zone, (int)e[OpenedSlot.CycleDay]);
        var plan = symbols.Text(e[OpenedSlot.Plan]);
        profile = new Profile(account, e.Time, currency, calendar, plan, Attributes(e), versions)
        {
            Name = symbols.Text(e[OpenedSlot.Name]),
        };
        return Plan(version, profile) is { } noPlan && (profile = null) is null ? noPlan : null;
    }

    private static Fault? Currency(PolicyVersion version, string currency)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return new Fault(Code.WrongField, $"currency {currency} is no ISO 4217 code");
        return version.Currencies.IsEmpty || version.Currencies.Contains(currency)
            ? null
            : new Fault(
                Code.WrongCurrency,
                $"{version.Name} is not billed in {currency} but in {string.Join(", ", version.Currencies)}"
            );
    }

    private static Fault? Plan(PolicyVersion version, Profile profile)
    {
        if (version.Plans.IsEmpty)
            return null;
        var names = string.Join(", ", version.Plans.Select(plan => plan.Name));
        if (profile.Plan.Length > 0 && version.Plans.All(plan => plan.Name != profile.Plan))
            return new Fault(
                Code.UnknownPlan,
                $"there is no plan {profile.Plan}; there are {names}"
            );
        return profile.PlanIn(version) < 0
            ? new Fault(Code.UnknownPlan, $"{version.Name} needs a plan: {names}")
            : null;
    }

    private static uint Attributes(Event e)
    {
        uint bits = 0;
        for (var slot = OpenedSlot.Attributes; slot < e.Type!.Fields.Length; slot++)
            if (e[slot] == 1)
                bits |= 1u << slot;
        return bits;
    }
}

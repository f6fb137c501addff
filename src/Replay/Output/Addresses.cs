using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Replay.Output;

/// <summary>Where things stand on a server, as references from its root.</summary>
public static class Addresses
{
    /// <summary>A clause on the public page of its version.</summary>
    public static string Of(Citation cited) =>
        Clause(cited.Policy, cited.Version, cited.Clause.Slug);

    /// <summary>A clause on the public page of its version; null where the version is not known.</summary>
    public static string? Of(string? policy, string? version, string clause) =>
        policy is null || version is null ? null : Clause(policy, version, clause);

    /// <summary>The statement of the cycle that began on a day.</summary>
    public static string OfStatement(string account, string firstDay) =>
        $"/v1/accounts/{Uri.EscapeDataString(account)}/statements/{firstDay}";

    /// <summary>The statement of reasons of a step.</summary>
    public static string OfReasons(string account, string step) =>
        $"/v1/accounts/{Uri.EscapeDataString(account)}/steps/{Uri.EscapeDataString(step)}/reasons";

    /// <summary>Events of an account from an instant to before another, by one more filter.</summary>
    public static string OfEvents(
        string account,
        string filter,
        string value,
        Moment? from,
        Moment to
    )
    {
        var since = from is { } first ? $"&from={Escaped(Instants.Text(first))}" : "";
        return $"/v1/events?account={Uri.EscapeDataString(account)}&{filter}={Uri.EscapeDataString(value)}{since}&to={Escaped(Instants.Text(to))}";
    }

    private static string Escaped(string instant) => Uri.EscapeDataString(instant);

    private static string Clause(string policy, string version, string clause) =>
        $"/policies/{Uri.EscapeDataString(policy)}?version={Uri.EscapeDataString(version)}#{Uri.EscapeDataString(clause)}";
}

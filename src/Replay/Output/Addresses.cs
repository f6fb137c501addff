using Evenhand.Core.Effects;

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

    private static string Clause(string policy, string version, string clause) =>
        $"/policies/{Uri.EscapeDataString(policy)}?version={Uri.EscapeDataString(version)}#{Uri.EscapeDataString(clause)}";
}

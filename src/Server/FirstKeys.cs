using Evenhand.Core.Stream;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;

namespace Evenhand.Server;

/// <summary>Sees to it that somebody can come in.</summary>
internal static class FirstKeys
{
    /// <summary>Takes the key that was chosen, or makes one where there is none at all.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="chosen">The key of the environment; null where none was chosen.</param>
    /// <returns>The text of the key that was made, to be shown this once; null where none was.</returns>
    public static async Task<string?> ReadyAsync(KeyRing keys, string? chosen)
    {
        if (chosen is not null)
        {
            await keys.AdoptAsync(chosen);
            return null;
        }
        if (keys.All.Count > 0)
            return null;
        var (_, text) = await keys.CreateAsync(
            Role.Admin,
            AccountId.None,
            "made at the first start",
            Doer.Start
        );
        return text;
    }
}

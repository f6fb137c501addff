using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Stored;
using Evenhand.Stores.Targets;
using Microsoft.AspNetCore.DataProtection;

namespace Evenhand.Node.Vault;

/// <summary>
/// Seals the secrets of targets by keys that lie outside the ledger: whoever has the ledger alone reads none. What is sealed for one target of one
/// account is good for no other.
/// </summary>
/// <param name="seal">What only this server can open.</param>
internal sealed class TargetSeals(IDataProtector seal)
{
    /// <summary>Seals secrets.</summary>
    public string Seal(
        AccountId account,
        string target,
        ImmutableSortedDictionary<string, string> secrets
    ) =>
        Of(account, target)
            .Protect(
                JsonSerializer.Serialize(
                    secrets,
                    StoredJson.Default.ImmutableSortedDictionaryStringString
                )
            );

    /// <summary>What was said of a target, with its secrets.</summary>
    /// <exception cref="TargetException">They were sealed by keys that are lost.</exception>
    public TargetTerms Open(AccountId account, CopyTargetSet target)
    {
        try
        {
            var text = Of(account, target.Name).Unprotect(target.Sealed);
            return new TargetTerms(
                target.Settings,
                JsonSerializer.Deserialize(
                    text,
                    StoredJson.Default.ImmutableSortedDictionaryStringString
                )!
            );
        }
        catch (CryptographicException lost)
        {
            throw new TargetException(
                TargetFault.Refused,
                "its credentials were sealed by keys that are lost: they have to be given again",
                lost
            );
        }
    }

    private IDataProtector Of(AccountId account, string target) =>
        seal.CreateProtector(account.Text, target);
}

using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Vault;

/// <summary>The facts by which the server tells what it carried out on bytes: each is stored once, however often it is told.</summary>
internal sealed class StoredFacts(OwnEvents own)
{
    /// <summary>Has a fact stored.</summary>
    /// <param name="account">The account.</param>
    /// <param name="type">The type of its event.</param>
    /// <param name="data">Its fields.</param>
    /// <param name="id">Its id, the same each time.</param>
    /// <exception cref="RequestException">The account takes nothing now.</exception>
    public async Task TellAsync(AccountId account, string type, JsonObject data, string id)
    {
        // It stands already where it was told before, at another time; what may be taken later is told again then.
        if (
            await own.SayAsync(account, id, "bytes", type, data, Sender.Itself) is { } wrong
            && wrong.Code != Code.Conflict
        )
            throw new RequestException(wrong);
    }
}

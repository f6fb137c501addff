using Evenhand.Ledger;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Node.Shared;

namespace Evenhand.Node.Context;

/// <summary>Finds the key that somebody shows, also one that another process has just made or ended.</summary>
internal sealed class KeyFinding(
    NodeContext context,
    SharedEntries shared,
    KeyRing keys,
    PersonRegister people
)
{
    /// <summary>
    /// The key that somebody shows; null where it is none or was revoked, also by another process just now. While the ledger does not
    /// answer, what is known of keys stands.
    /// </summary>
    /// <exception cref="Refusals.RequestException">Another holds the ledger by now.</exception>
    public Key? Find(ReadOnlySpan<char> shown)
    {
        try
        {
            shared.KeepUp();
        }
        catch (FencedException found)
        {
            context.Fence.Fall(found);
        }
        catch (LedgerException)
        {
            // Asks are answered from memory meanwhile, and so are keys.
        }
        context.Fence.Check();
        return keys.Find(shown) is { } key && people.LetsWork(key) ? key : null;
    }
}

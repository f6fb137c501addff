using Evenhand.Ledger;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Node.Shared;

namespace Evenhand.Node.Context;

/// <summary>Finds the key that somebody shows, and who acts, also where another process has just made or ended it.</summary>
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
        KeepUp();
        return keys.Find(shown) is { } key && people.LetsWork(key) ? key : null;
    }

    /// <summary>A person who acts now; null where there is none, or none any more, also by another process just now.</summary>
    /// <exception cref="Refusals.RequestException">Another holds the ledger by now.</exception>
    public Person? FindPerson(string id)
    {
        KeepUp();
        return people.Find(id) is { } person && person.ActsAt(context.Clock.Now) ? person : null;
    }

    private void KeepUp()
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
    }
}

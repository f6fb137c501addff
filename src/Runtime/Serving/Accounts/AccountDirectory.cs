using System.Collections.Concurrent;

namespace Evenhand.Runtime.Serving.Accounts;

/// <summary>The accounts in memory, and the way of others into it. Safe to use from many threads.</summary>
internal sealed class AccountDirectory(NodeContext context)
{
    private readonly ConcurrentDictionary<string, ServedAccount> loaded = new(
        StringComparer.Ordinal
    );

    /// <summary>How many are in memory.</summary>
    public int Count => loaded.Count;

    /// <summary>Those in memory.</summary>
    public IEnumerable<ServedAccount> Loaded => loaded.Values;

    /// <summary>The account of a name, brought into memory; null where the ledger has nothing of it.</summary>
    public ServedAccount? Find(string name)
    {
        if (!loaded.TryGetValue(name, out var account))
        {
            if (context.Ledger.FindStream(name) is not { } stream)
                return null;
            account = loaded.GetOrAdd(name, _ => new ServedAccount(context, name, stream));
        }
        return Ready(account);
    }

    /// <summary>The account of a name, a new one where the ledger has nothing of it yet.</summary>
    public ServedAccount Get(string name)
    {
        if (!loaded.TryGetValue(name, out var account))
            account = loaded.GetOrAdd(name, _ => new ServedAccount(context, name, StreamOf(name)));
        return Ready(account);
    }

    /// <summary>The account of a name, pinned: the caller unpins it. Null where the ledger has nothing of it.</summary>
    public ServedAccount? FindPinned(string name)
    {
        while (Find(name) is { } account)
            if (account.TryPin())
                return account;
        return null;
    }

    /// <summary>Takes an account out of memory, unless somebody works on it.</summary>
    public bool Remove(ServedAccount account)
    {
        lock (account.Gate)
        {
            if (account.IsPinned || account.HasLeft)
                return false;
            account.HasLeft = true;
        }
        return loaded.TryRemove(account.Name, out _);
    }

    private int StreamOf(string name) => name.Length == 0 ? 0 : context.Ledger.StreamOf(name);

    private ServedAccount Ready(ServedAccount account)
    {
        account.LastUsed = context.Clock.Now;
        if (account.IsLoaded)
            return account;
        lock (account.Gate)
            account.Load();
        return account;
    }
}

namespace Evenhand.Node.Outbox;

/// <summary>Whoever passes on what accounts are told.</summary>
/// <param name="Name">Its name, under which the ledger keeps how far it has come: it stays the same for ever.</param>
/// <param name="TakeAsync">
/// Takes an entry; it has it for good when the task ends. Where that fails the same entry comes again later, and until
/// then nothing more of its account. An entry may come twice, with the same id.
/// </param>
public sealed record Consumer(string Name, Func<SaidEntry, CancellationToken, Task> TakeAsync)
{
    /// <summary>Of how many accounts it takes entries at once; of one account always one after the other.</summary>
    public int AtOnce { get; init; } = 1;
}

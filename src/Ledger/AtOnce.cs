namespace Evenhand.Ledger;

/// <summary>What is there without a wait, for whoever would wait for it.</summary>
internal sealed class AtOnce<T>(IEnumerable<T> items, CancellationToken cancel = default)
    : IAsyncEnumerable<T>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Items(items.GetEnumerator(), cancel, cancellationToken);

    private sealed class Items(
        IEnumerator<T> items,
        CancellationToken cancel,
        CancellationToken besides
    ) : IAsyncEnumerator<T>
    {
        public T Current => items.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            cancel.ThrowIfCancellationRequested();
            besides.ThrowIfCancellationRequested();
            return new(items.MoveNext());
        }

        public ValueTask DisposeAsync()
        {
            items.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

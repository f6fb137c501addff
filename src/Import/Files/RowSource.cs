namespace Evenhand.Import.Files;

/// <summary>The rows of one file, as a map sees them.</summary>
internal abstract class RowSource : IDisposable
{
    /// <summary>The next row, good or bad; null at the end.</summary>
    public abstract FileRow? Next();

    /// <summary>All that the row last given says, whether the map looks at it or not, and in an order of its own.</summary>
    public abstract IEnumerable<string> Identity { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

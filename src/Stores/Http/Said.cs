using System.Net;
using System.Text.Json;

namespace Evenhand.Stores.Http;

/// <summary>What was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">What was said in JSON; null where nothing was.</param>
internal sealed record Said(HttpStatusCode Status, JsonDocument? Body) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Body?.Dispose();

    /// <summary>A text at a path of names; null where none is there.</summary>
    public string? Text(params string[] path) => Body.Text(path);

    /// <summary>A whole number at a path of names; null where none is there.</summary>
    public long? Number(params string[] path) => Body.Number(path);
}

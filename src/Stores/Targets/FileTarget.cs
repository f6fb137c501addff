namespace Evenhand.Stores.Targets;

/// <summary>
/// A customer's folder at a provider of files. A copy gets its name where nothing has it, and is held against the checksum that the provider makes of it, or read
/// back where there is none.
/// </summary>
/// <typeparam name="TFile">A file as it is told there.</typeparam>
/// <param name="files">The folder.</param>
internal sealed class FileTarget<TFile>(IFiles<TFile> files) : ITarget
    where TFile : class, IFarFile
{
    /// <inheritdoc/>
    public async Task TryAsync(CancellationToken cancel = default)
    {
        var trial = TrialCopy.Fresh();
        var file = await MakeAsync(trial.Name, trial.Bytes, trial.Measured, cancel)
            .ConfigureAwait(false);
        await files.DeleteAsync(file, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutAsync(
        TargetName name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel = default
    )
    {
        try
        {
            if (await files.FindAsync($"{name}", cancel).ConfigureAwait(false) is not { } there)
                await MakeAsync($"{name}", new SourceStream(bytes), expected, cancel)
                    .ConfigureAwait(false);
            else if (!await IsAsync(there, expected, cancel).ConfigureAwait(false))
                throw TargetException.Taken($"{name}");
        }
        catch (SourceException broken)
        {
            throw broken.InnerException!;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();

    /// <summary>Makes a file that is not there, and holds it against what it is to be.</summary>
    private async Task<TFile> MakeAsync(
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var (made, hash) = await files
            .MakeAsync(name, bytes, expected, cancel)
            .ConfigureAwait(false);
        var file =
            made.Hash is null || made.Bytes < 0
                ? await files.FindAsync(name, cancel).ConfigureAwait(false) ?? made
                : made;
        var isWhole = file.Hash is { } told
            ? file.Bytes == expected.Bytes && told == hash
            : await IsAsync(file, expected, cancel).ConfigureAwait(false);
        if (isWhole)
            return file;
        await files.DeleteAsync(file, CancellationToken.None).ConfigureAwait(false);
        throw new TargetException(
            TargetFault.Altered,
            $"of {expected.Bytes} bytes that were written {file.Bytes} are there, or others"
        );
    }

    /// <summary>Whether a file is what is expected: what is not even as long is not read back.</summary>
    private async Task<bool> IsAsync(TFile file, Measured expected, CancellationToken cancel) =>
        file.Bytes == expected.Bytes
        && await files.MeasureAsync(file, cancel).ConfigureAwait(false) == expected;
}

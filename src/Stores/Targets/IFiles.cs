namespace Evenhand.Stores.Targets;

/// <summary>What each provider of files has that <see cref="FileTarget{TFile}"/> makes a target of. Whatever fails is told as the target's.</summary>
/// <typeparam name="TFile">A file as it is told there.</typeparam>
internal interface IFiles<TFile> : IDisposable
    where TFile : class, IFarFile
{
    /// <summary>The file of a name; null where there is none.</summary>
    Task<TFile?> FindAsync(string name, CancellationToken cancel);

    /// <summary>Makes a file, whole or not at all, and not over another.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The source, read once.</param>
    /// <param name="expected">What it is to measure, or nothing gets the name.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The file, and the checksum of what was sent, as the provider writes it.</returns>
    Task<(TFile Made, string Hash)> MakeAsync(
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    );

    /// <summary>Reads a file back.</summary>
    Task<Measured> MeasureAsync(TFile file, CancellationToken cancel);

    /// <summary>Deletes a file; where it is not there any more nothing is done.</summary>
    Task DeleteAsync(TFile file, CancellationToken cancel);
}

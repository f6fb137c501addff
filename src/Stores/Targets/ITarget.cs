namespace Evenhand.Stores.Targets;

/// <summary>
/// A place of a customer's, to which copies go and from which nothing is fetched. A copy's name stands for the whole, held against its hash, and for
/// nothing else. Any number of threads may call; doing something twice is as doing it once.
/// </summary>
public interface ITarget : IDisposable
{
    /// <summary>Tries whether copies can be made there, by one that is deleted again.</summary>
    /// <exception cref="TargetException">They cannot; the message says why, for whoever set it up.</exception>
    Task TryAsync(CancellationToken cancel = default);

    /// <summary>Makes a copy; where it is there already, whole, nothing is done.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The bytes, which are read once, by pieces, from where they stand. What they fail with passes as it is.</param>
    /// <param name="expected">What they measure.</param>
    /// <param name="attempt">An id of this try alone, of letters and digits: no other, of whoever it be, comes upon what it has not finished.</param>
    /// <param name="cancel">Ends it; what is left there is under no name of a copy, and in no way of the next try.</param>
    /// <exception cref="TargetException">It cannot be made; nothing stands under the name but what stood there.</exception>
    Task PutAsync(
        TargetName name,
        Stream bytes,
        Measured expected,
        string attempt,
        CancellationToken cancel = default
    );

    /// <summary>Removes what a try that broke off left, where it was left under a name; the provider drops the rest by itself.</summary>
    /// <param name="attempt">The id of the try.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="TargetException">It cannot be removed.</exception>
    Task ClearAsync(string attempt, CancellationToken cancel = default) => Task.CompletedTask;
}

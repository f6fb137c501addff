namespace Evenhand.Stores.Targets;

/// <summary>A copy of nothing, by which it is tried whether copies can be made at a target.</summary>
/// <param name="Name">Its name, which is no copy's.</param>
/// <param name="Bytes">Its bytes, which nobody else has.</param>
/// <param name="Measured">What they measure.</param>
internal sealed record TrialCopy(string Name, Stream Bytes, Measured Measured)
{
    private const int Digits = 16;

    /// <summary>Another each time.</summary>
    public static TrialCopy Fresh()
    {
        var bytes = Guid.NewGuid().ToByteArray();
        var measured = Hashing.Measure(bytes);
        return new TrialCopy(
            $"evenhand-trial-{measured.Sha256[..Digits]}",
            new MemoryStream(bytes),
            measured
        );
    }
}

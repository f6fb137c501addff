using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>Where files go, by us and by what is held beside it.</summary>
internal interface IYardstick : IDisposable
{
    /// <summary>What is held beside it.</summary>
    string Name { get; }

    /// <summary>Bytes of the large file: less where it is kept in this process.</summary>
    int Large => 512 << 20;

    /// <summary>What share of its speed is to be reached with files of so many bytes.</summary>
    double LeastOf(int size);

    /// <summary>Copies a file as we do.</summary>
    Task OursAsync(string file, Measured measured);

    /// <summary>Copies it as the client does by itself.</summary>
    Task TheirsAsync(string file);

    /// <summary>Deletes what was copied since.</summary>
    Task ClearAsync();
}

namespace CustomerService.Benchmarks;

/// <summary>Measures one figure that an issue names, beside its yardstick in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>The word that chooses it on the command line.</summary>
    string Name { get; }

    /// <summary>What the figure should be.</summary>
    string Aim { get; }

    Task RunAsync(TextWriter output);
}

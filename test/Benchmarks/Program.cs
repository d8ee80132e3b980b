using CustomerService.Benchmarks;

// dotnet run -c Release --project test/Benchmarks -- [name …]; without a name: all. Each prints its figure beside its
// yardstick of the same run.
var benchmarks = typeof(IBenchmark)
    .Assembly.GetTypes()
    .Where(t => t is { IsAbstract: false } && typeof(IBenchmark).IsAssignableFrom(t))
    .Select(t => (IBenchmark)Activator.CreateInstance(t)!)
    .OrderBy(b => b.Name, StringComparer.Ordinal)
    .ToList();
var chosen = args.Length == 0 ? benchmarks : [.. benchmarks.Where(b => args.Contains(b.Name))];
if (chosen.Count == 0)
{
    Console.Error.WriteLine("Benchmarks: " + string.Join(", ", benchmarks.Select(b => b.Name)));
    return 2;
}

foreach (var benchmark in chosen)
{
    Console.WriteLine($"== {benchmark.Name}: {benchmark.Aim}");
    await benchmark.RunAsync(Console.Out);
}

return 0;

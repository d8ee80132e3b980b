using System.CommandLine;

namespace CustomerService.Framework.Commands;

/// <summary>
/// A verb of the command line, in the module whose work it does. It runs over the same composition that serves, without its
/// loops; the host lists it under <c>Commands/CommandLine.cs</c>.
/// </summary>
/// <param name="description">What it does, in one line of the help.</param>
public abstract class VerbCommand(string name, string description) : Command(name, description)
{
    /// <returns>The exit code: 0 when it worked.</returns>
    /// <exception cref="CommandUsageException">The words make no sense for this installation.</exception>
    public abstract Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken);
}

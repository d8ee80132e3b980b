using System.Reflection;
using CustomerService.Framework.Application;
using CustomerService.Framework.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

/// <summary>
/// Stands for every service that a page may ask: answers with one made-up row where a list is asked for, with nothing, or
/// not at all.
/// </summary>
public sealed class Backend
{
    public enum State
    {
        Full,
        Empty,
        Down,
    }

    public State Now { get; set; }

    /// <summary>What was asked, in order.</summary>
    public List<(string Method, object?[] Arguments)> Calls { get; } = [];

    /// <summary>What a test has an answer of its own for, by the method's name.</summary>
    public Dictionary<string, Func<object?[], object?>> Answers { get; } = [];

    /// <summary>The first arguments of all calls of a method.</summary>
    public IEnumerable<T> Given<T>(string method) => Calls.Where(c => c.Method == method).Select(c => (T)c.Arguments[0]!);

    public void AddTo(IServiceCollection services)
    {
        foreach (var contract in Contracts())
        {
            services.AddSingleton(
                contract,
                _ =>
                {
                    var proxy = DispatchProxy.Create(contract, typeof(Service));
                    ((Service)proxy).Backend = this;
                    return proxy;
                }
            );
        }
    }

    /// <summary>A made-up value of a contract.</summary>
    public static T Make<T>() => (T)Samples.Make(typeof(T));

    private static IEnumerable<Type> Contracts() =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name is { } name && name.StartsWith("CustomerService.", StringComparison.Ordinal))
            .Where(a => a.GetName().Name!.EndsWith(".Contracts", StringComparison.Ordinal))
            .SelectMany(a => a.GetExportedTypes())
            .Where(t =>
                t.IsInterface
                && (
                    t.Name.EndsWith("AppService", StringComparison.Ordinal)
                    || t.Name.EndsWith("IntegrationService", StringComparison.Ordinal)
                )
            );

    private object? Answer(Type result)
    {
        if (Now == State.Down)
        {
            throw new BusinessException("Framework.Error.Unexpected");
        }

        return Samples.Answer(result, isFull: Now == State.Full);
    }

    internal class Service : DispatchProxy
    {
        private static readonly MethodInfo FromResult = typeof(Task).GetMethod(nameof(Task.FromResult))!;

        public Backend Backend { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var type = targetMethod!.ReturnType;
            Backend.Calls.Add((targetMethod.Name, args ?? []));
            if (!typeof(Task).IsAssignableFrom(type))
            {
                return null;
            }

            if (!type.IsGenericType)
            {
                return Task.CompletedTask;
            }

            var result = type.GetGenericArguments()[0];
            try
            {
                return FromResult.MakeGenericMethod(result).Invoke(null, [Answer(targetMethod, result, args ?? [])]);
            }
            catch (BusinessException e)
            {
                return typeof(Task)
                    .GetMethods()
                    .Single(m => m is { Name: nameof(Task.FromException), IsGenericMethod: true })
                    .MakeGenericMethod(result)
                    .Invoke(null, [e]);
            }
        }

        private object? Answer(MethodInfo method, Type result, object?[] args) =>
            Backend.Answers.TryGetValue(method.Name, out var answer) ? answer(args) : Backend.Answer(result);
    }

    /// <summary>Made-up values of any contract: texts say what they stand for, lists inside of a row are empty.</summary>
    private static class Samples
    {
        public static object? Answer(Type type, bool isFull)
        {
            if (ListOf(type) is { } item)
            {
                var list = Array.CreateInstance(item, isFull ? 1 : 0);
                if (isFull)
                {
                    list.SetValue(Of(item, item.Name, 0), 0);
                }

                return list;
            }

            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PagedResult<>)
                ? Activator.CreateInstance(type, [Answer(type.GetGenericArguments()[0].MakeArrayType(), isFull), null, null])
                : Of(type, type.Name, 0);
        }

        public static object Make(Type type) => Of(type, type.Name, 0)!;

        private static object? Of(Type type, string name, int depth)
        {
            if (Nullable.GetUnderlyingType(type) is not null || depth > 4)
            {
                return null;
            }

            if (ListOf(type) is { } item)
            {
                return type.IsInterface || type.IsArray ? Array.CreateInstance(item, 0) : Activator.CreateInstance(type);
            }

            if (type.IsGenericType && type.Name.Contains("Dictionary", StringComparison.Ordinal))
            {
                return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
            }

            if (type.IsGenericType && type.Name.Contains("Set`", StringComparison.Ordinal))
            {
                return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(type.GetGenericArguments()));
            }

            return type switch
            {
                _ when type == typeof(string) => name,
                _ when type == typeof(Guid) => Guid.NewGuid(),
                _ when type == typeof(DateTime) => new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc),
                { IsEnum: true } => Enum.GetValues(type).GetValue(0),
                { IsValueType: true } => Activator.CreateInstance(type),
                { IsAbstract: true } => null,
                _ => Record(type, depth),
            };
        }

        private static object Record(Type type, int depth)
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!, depth + 1))]);
        }

        private static Type? ListOf(Type type) =>
            type.IsArray ? type.GetElementType()
            : type.IsGenericType
            && type.GetGenericArguments() is [var item]
            && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            && type.Name is "IReadOnlyList`1" or "IReadOnlyCollection`1" or "List`1" or "IList`1" or "IEnumerable`1"
                ? type.GetGenericArguments()[0]
            : null;
    }
}

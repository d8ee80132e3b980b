using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Application;

/// <summary>
/// The one place that makes authorization, well-formed and valid input, and the unit of work real for every
/// application-service call.
/// </summary>
public class ApplicationServiceProxy : DispatchProxy
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodPlan> Plans = new();
    private static readonly MethodInfo InvokeOfT = typeof(ApplicationServiceProxy).GetMethod(
        nameof(InvokeWithResultAsync),
        BindingFlags.NonPublic | BindingFlags.Instance
    )!;

    private Type _implementation = null!;
    private IServiceProvider _services = null!;

    public static object Create(Type contract, Type implementation, IServiceProvider services)
    {
        var proxy = (ApplicationServiceProxy)Create(contract, typeof(ApplicationServiceProxy));
        proxy._implementation = implementation;
        proxy._services = services;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var plan = Plans.GetOrAdd((_implementation, targetMethod!), static key => MethodPlan.For(key.Item1, key.Item2));
        return plan.ResultType is null ? InvokeAsync(plan, args ?? []) : plan.Invoker!.Invoke(this, [plan, args ?? []]);
    }

    private async Task InvokeAsync(MethodPlan plan, object?[] args)
    {
        await AuthorizeAsync(plan);
        CleanAndValidate(args);
        await using var unitOfWork = _services.GetRequiredService<IUnitOfWorkManager>().Begin();
        await Call(plan, args);
        await unitOfWork.CompleteAsync(CancellationOf(args));
    }

    private async Task<T> InvokeWithResultAsync<T>(MethodPlan plan, object?[] args)
    {
        await AuthorizeAsync(plan);
        CleanAndValidate(args);
        await using var unitOfWork = _services.GetRequiredService<IUnitOfWorkManager>().Begin();
        var result = await (Task<T>)Call(plan, args);
        await unitOfWork.CompleteAsync(CancellationOf(args));
        return result;
    }

    private async Task AuthorizeAsync(MethodPlan plan)
    {
        if (plan.AllowAnonymous)
        {
            return;
        }

        var checker = _services.GetRequiredService<IPermissionChecker>();
        if (plan.Permissions.Count == 0)
        {
            checker.CheckPerson();
        }

        foreach (var permission in plan.Permissions)
        {
            await checker.CheckAsync(permission);
        }
    }

    private void CleanAndValidate(object?[] args)
    {
        var validator = _services.GetRequiredService<InputValidator>();
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = InputCleaner.Clean(args[i]);
            validator.Validate(args[i]);
        }
    }

    private Task Call(MethodPlan plan, object?[] args)
    {
        try
        {
            return (Task)plan.Method.Invoke(_services.GetRequiredService(_implementation), args)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static CancellationToken CancellationOf(object?[] args) => args.OfType<CancellationToken>().FirstOrDefault();

    private sealed record MethodPlan(
        MethodInfo Method,
        Type? ResultType,
        MethodInfo? Invoker,
        bool AllowAnonymous,
        IReadOnlyList<string> Permissions
    )
    {
        public static MethodPlan For(Type implementation, MethodInfo contractMethod)
        {
            var map = implementation.GetInterfaceMap(contractMethod.DeclaringType!);
            var method = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, contractMethod)];
            var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : null;
            return new MethodPlan(
                method,
                result,
                result is null ? null : InvokeOfT.MakeGenericMethod(result),
                method.GetCustomAttribute<AllowAnonymousAttribute>() is not null
                    || (
                        implementation.GetCustomAttribute<AllowAnonymousAttribute>() is not null
                        && method.GetCustomAttribute<AuthorizeAttribute>() is null
                    ),
                [
                    .. implementation
                        .GetCustomAttributes<AuthorizeAttribute>()
                        .Concat(method.GetCustomAttributes<AuthorizeAttribute>())
                        .Select(a => a.Policy)
                        .OfType<string>(),
                ]
            );
        }
    }
}

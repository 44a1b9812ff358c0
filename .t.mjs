import { readdirSync } from 'node:fs';
import { loadEngine } from '/work/main/dist/engine/index.js';
import * as tf from '@tensorflow/tfjs-core';
const before = readdirSync('/proc/self/task').length;
const engine = await loadEngine('cpu', { report: () => {} });
const x = tf.randomNormal([16,32,32,64]), w = tf.randomNormal([3,3,64,64]);
const t=[]; let c0; for (let i=0;i<20;i++) { if (i===5) c0=process.cpuUsage(); const s=performance.now(); engine.kernels.conv2d(x,w,{stride:1,pad:1}).dispose(); t.push(performance.now()-s);} 
const c=process.cpuUsage(c0); const wall=t.slice(5).reduce((a,b)=>a+b);
console.log(process.env.TF_NUM_INTRAOP_THREADS, process.env.TF_NUM_INTEROP_THREADS, process.env.OMP_NUM_THREADS, 'threads', before, readdirSync('/proc/self/task').length, 'conv', t.sort((a,b)=>a-b)[10].toFixed(2), 'cpu/wall', ((c.user+c.system)/1e3/wall).toFixed(2));
